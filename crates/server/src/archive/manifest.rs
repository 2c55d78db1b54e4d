//! What a backup says of itself.

use serde::{Deserialize, Serialize};
use store::migrate::Applied;
use time::OffsetDateTime;

/// The only layout there is. A later one has another number, and an older program refuses it.
const FORMAT: u32 = 1;

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    format: u32,
    /// The version of the program that wrote it.
    pub(crate) verdict: String,
    /// The moment that the backup is of.
    #[serde(with = "time::serde::rfc3339")]
    pub(crate) taken_at: OffsetDateTime,
    /// The major version of the Postgres that was read: an older one may not know what it wrote.
    pub(crate) postgres: u32,
    /// That of the `pg_dump` that read it: an older `pg_restore` cannot read what it wrote.
    pub(crate) pg_dump: u32,
    migrations: Vec<Migration>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Migration {
    version: String,
    oldest_program: Option<String>,
}

impl Manifest {
    pub(crate) fn new(
        taken_at: OffsetDateTime,
        postgres: u32,
        pg_dump: u32,
        schema: &[Applied],
    ) -> Self {
        let migration = |it: &Applied| Migration {
            version: it.version.clone(),
            oldest_program: it.oldest_program.clone(),
        };
        Self {
            format: FORMAT,
            verdict: env!("CARGO_PKG_VERSION").to_owned(),
            taken_at,
            postgres,
            pg_dump,
            migrations: schema.iter().map(migration).collect(),
        }
    }

    pub(crate) fn is_of_this_format(&self) -> bool {
        self.format == FORMAT
    }

    /// The migrations of the database.
    pub(crate) fn schema(&self) -> Vec<Applied> {
        let applied = |it: &Migration| Applied {
            version: it.version.clone(),
            oldest_program: it.oldest_program.clone(),
        };
        self.migrations.iter().map(applied).collect()
    }
}
