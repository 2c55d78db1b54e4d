//! Applitools' bodies to the domain and back.

mod execute;
mod order;
mod results;

pub(super) use execute::{Started, execute, run_of_plan, run_of_test};
pub(super) use order::configurations_of;
pub(super) use results::{Facts, run_result};
