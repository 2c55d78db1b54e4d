//! Reads results: by place in a run, by case, and row by row.

mod attempts;
mod build;
mod creator;
mod held_rows;
mod identify;
mod page;
mod results;
mod rows;

pub use attempts::Attempt;
pub use build::Build;
pub use results::{Author, ResultEntry, ResultLine, StepEntry};
pub use rows::{RowCase, RowEntry};
