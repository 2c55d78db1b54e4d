//! The database and the names of its files at one moment.

use diesel::prelude::QueryableByName;
use diesel::sql_types::{BigInt, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use time::OffsetDateTime;
use uuid::Uuid;

use super::major;
use crate::error::StoreError;
use crate::files::FileKey;
use crate::guard::{self, Guard};
use crate::locks::Lock;
use crate::migrate::{self, Applied};
use crate::pooler;
use crate::statement::statement;

/// How many files one statement names.
const PAGE: i64 = 1_000;

/// Every later statement sees the database as it was at the first.
const BEGIN: &str = "begin isolation level repeatable read, read only";

statement! {
    Export {}
    "select pg_export_snapshot() as name, now() as taken_at"
}

statement! {
    /// By primary key.
    FilesAfter { project: Integer = i32, run: Integer = i32, id: SqlUuid = Uuid, most: BigInt = i64 }
    "select project_id, run, id, size from attachments where (project_id, run, id) > ($1, $2, $3)
     order by project_id, run, id limit $4"
}

#[derive(QueryableByName)]
struct ExportRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Timestamptz)]
    taken_at: OffsetDateTime,
}

#[derive(QueryableByName)]
struct FileRow {
    #[diesel(embed)]
    key: FileKey,
    #[diesel(sql_type = BigInt)]
    size: i64,
}

/// A file that an attachment names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Where it lies in the folder of attachments, with `/` between the names.
    pub path: String,
    /// Its length in bytes.
    pub size: u64,
}

/// What keeps a database from being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lacks {
    /// It has none of our tables.
    Everything,
    /// It lacks so many migrations of this program.
    Migrations(usize),
}

/// A moment of the database that can be looked at for as long as this is held. No file that it names is removed
/// meanwhile, and nobody migrates.
pub struct Snapshot {
    /// Holds the schema and the files.
    guard: Guard,
    connection: AsyncPgConnection,
    name: String,
    taken_at: OffsetDateTime,
    schema: Vec<Applied>,
    postgres: u32,
    /// The last file that was named.
    last: FileKey,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Snapshot")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Takes one, after whoever migrates or takes another; none of a database that lacks migrations.
    pub async fn take(url: &str) -> Result<Result<Self, Lacks>, StoreError> {
        pooler::refuse(url).await?;
        let mut guard = Guard::begin(url).await?;
        guard.together(Lock::Schema).await?;
        let schema = migrate::applied(guard.connection()).await?;
        let lacks = migrate::admit(&schema)?;
        if schema.is_empty() {
            return Ok(Err(Lacks::Everything));
        }
        if lacks > 0 {
            return Ok(Err(Lacks::Migrations(lacks)));
        }
        // Before the snapshot: what it names was not removed yet, and is not from now on.
        guard.alone(Lock::Files).await?;
        let postgres = major(guard.connection()).await?;
        let mut connection = migrate::connect(url).await?;
        connection.batch_execute(BEGIN).await?;
        guard::take_time(&mut connection).await?;
        let exported: Vec<ExportRow> = Export {}.load(&mut connection).await?;
        let ExportRow { name, taken_at } = exported
            .into_iter()
            .next()
            .ok_or_else(|| StoreError::corrupt("a snapshot without a name"))?;
        Ok(Ok(Self {
            guard,
            connection,
            name,
            taken_at,
            schema,
            postgres,
            last: FileKey {
                project_id: 0,
                run: 0,
                id: Uuid::nil(),
            },
        }))
    }

    /// What `pg_dump --snapshot` wants to know.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The moment.
    #[must_use]
    pub const fn taken_at(&self) -> OffsetDateTime {
        self.taken_at
    }

    /// The migrations of the database.
    #[must_use]
    pub fn schema(&self) -> &[Applied] {
        &self.schema
    }

    /// The major version of Postgres.
    #[must_use]
    pub const fn postgres(&self) -> u32 {
        self.postgres
    }

    /// The next files, none after the last.
    pub async fn next_files(&mut self) -> Result<Vec<NamedFile>, StoreError> {
        let after = FilesAfter {
            project: self.last.project_id,
            run: self.last.run,
            id: self.last.id,
            most: PAGE,
        };
        let rows: Vec<FileRow> = after.load(&mut self.connection).await?;
        let mut files = Vec::with_capacity(rows.len());
        for FileRow { key, size } in rows {
            self.last = key;
            let size = u64::try_from(size);
            files.push(NamedFile {
                path: key.path().to_string(),
                size: size.map_err(|_| StoreError::corrupt("attachments.size below 0"))?,
            });
        }
        Ok(files)
    }

    /// Lets go of it.
    ///
    /// # Errors
    ///
    /// The connection was lost before, so files that the snapshot names may have been removed.
    pub async fn release(self) -> Result<(), StoreError> {
        self.guard.release().await
    }
}
