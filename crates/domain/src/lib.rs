#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod case;
pub mod counts;
pub mod custom_field;
pub mod draft;
pub mod identity;
pub mod ledger;
pub mod number;
pub mod opaque;
pub mod outcome;
pub mod patch;
pub mod plan;
pub mod rare;
pub mod run_state;
pub mod seal;
pub mod spelling;
pub mod status;
pub mod status_table;
pub mod submission;
pub mod text;
