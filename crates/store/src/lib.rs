#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod account;
mod alone;
pub mod attachments;
pub mod backup;
pub mod catalogue;
pub mod check;
mod connect;
mod error;
pub mod files;
mod gather;
mod gathered;
mod guard;
mod held;
pub mod locate;
mod locks;
pub mod migrate;
pub mod once;
mod organization;
mod pool;
pub mod pooler;
pub mod purge;
pub mod read;
mod read_token;
mod ready;
pub mod record;
pub mod seal;
mod statement;
mod turns;

pub use account::{Bootstrap, FirstAccount, Principal, Scope};
pub use error::{Deleted, StoreError};
pub use files::Files;
pub use locate::Located;
pub use organization::Organization;
pub use pool::{Load, Store};
