//! Reads results: by place in a run, by case, and row by row.

mod attempts;
mod build;
mod builds;
mod creator;
mod custom_counts;
mod errors;
mod held_rows;
mod hooks;
mod identify;
mod logs;
mod page;
mod results;
mod rows;

pub use attempts::Attempt;
pub use build::Build;
pub use builds::{BuildFilter, RunShape, Shapes};
pub use errors::ErrorSummary;
pub use hooks::Hook;
pub use logs::LogLine;
pub use results::{Author, ResultEntry, ResultLine, StepEntry};
pub use rows::{RowCase, RowEntry, RowOrder};
