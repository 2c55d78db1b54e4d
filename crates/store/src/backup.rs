//! What a backup needs of the database, and what a restore does.
//!
//! The rows are written out and read back by Postgres' own programs; the files are copied beside. Both are of one
//! moment: the database is read as it was when the snapshot was taken, and the snapshot names the files. A file never
//! changes once an attachment names it, and one that is attached later is not named. Only a deletion could take a named
//! file away, so nothing is removed from the data folder while a [`Snapshot`] is held
//! ([`Store::sweep_files`](crate::Store::sweep_files)).

mod snapshot;
mod vacant;

pub use snapshot::{Lacks, NamedFile, Snapshot};
pub use vacant::Vacant;

use diesel::sql_types::Integer;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::StoreError;
use crate::statement::statement;

statement! {
    Major {}
    "select current_setting('server_version_num')::integer / 10000 as major"
}

#[derive(diesel::QueryableByName)]
struct MajorRow {
    #[diesel(sql_type = Integer)]
    major: i32,
}

/// The major version of Postgres.
async fn major(connection: &mut AsyncPgConnection) -> Result<u32, StoreError> {
    let rows: Vec<MajorRow> = Major {}.load(connection).await?;
    let major = rows
        .into_iter()
        .next()
        .and_then(|row| u32::try_from(row.major).ok());
    major.ok_or_else(|| StoreError::corrupt("the version of Postgres"))
}
