//! `database.*`.

use std::num::NonZeroUsize;

use super::key::section;
use super::kinds::DatabaseUrl;

section! {
    /// Which database holds the results.
    pub struct Database {
        /// A Postgres of your own, such as `postgres://user:password@host:5432/verdict?sslmode=require`. `sslmode`
        /// may be disable, prefer, require, verify-ca or verify-full; `sslrootcert` names a file of certificates to trust.
        /// Empty: the server brings up and looks after a Postgres under `data_dir`.
        "database.url" => url: Option<DatabaseUrl> = Text(""),
        /// Whether small writes that arrive while others are being committed are committed together, and looked up
        /// together before. Nobody waits for a timer, so there is no reason to switch it off but to measure it.
        "database.gather" => gather: bool = Switch(true),
        /// How many requests may wait for a connection to the database, and how many for the commit before theirs;
        /// more answer 503.
        "database.max_waiting" => max_waiting: NonZeroUsize = Number(1_024),
    }
}
