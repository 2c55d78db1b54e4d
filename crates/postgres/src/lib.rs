#![doc = include_str!("../README.md")]

mod account;
mod cluster;
mod error;
mod launch;
mod log;
mod managed;
mod obtain;
mod options;
mod place;
mod postmaster;
mod programs;
mod scratch;
mod search;
mod socket;
mod supervisor;
mod sys;
mod temporary;
mod tools;
mod watch;

pub use cluster::DATABASE;
pub use error::Error;
pub use managed::Managed;
pub use options::Options;
pub use programs::Programs;
pub use search::Search;
pub use temporary::Temporary;
pub use tools::{Fit, Tools};
