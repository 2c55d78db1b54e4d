//! `database.*`.

use super::key::section;
use super::kinds::DatabaseUrl;

section! {
    /// Which database holds the results.
    pub struct Database {
        /// A Postgres of your own, such as `postgres://user:password@host:5432/verdict?sslmode=require`. `sslmode`
        /// may be disable, prefer, require, verify-ca or verify-full; `sslrootcert` names a file of certificates to trust.
        /// Empty: the server brings up and looks after a Postgres under `data_dir`.
        "database.url" => url: Option<DatabaseUrl> = Text(""),
    }
}
