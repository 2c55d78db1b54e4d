//! Clusters as a server and as tests use them, on real Postgres programs.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first surprise, in its helpers too"
)]

mod accounts;
mod crash;
mod damage;
mod disk;
mod obtain;
mod refuse;
mod role;
mod sql;
mod start;
mod temporary;
