//! A database with nothing in it, to be filled.

use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};

use super::major;
use crate::error::StoreError;
use crate::guard::Guard;
use crate::locks::Lock;
use crate::pooler;
use crate::statement::statement;

statement! {
    /// What extensions brought does not count: some hosts put theirs into every database.
    HoldsRelations {}
    "select exists (
         select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
             and not exists (
                 select 1 from pg_depend d
                 where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
             )
     ) as holds"
}

#[derive(diesel::QueryableByName)]
struct HoldsRow {
    #[diesel(sql_type = Bool)]
    holds: bool,
}

/// A database without tables. While this is held no server migrates it, one that is started waits.
pub struct Vacant {
    /// Holds the schema.
    guard: Guard,
    postgres: u32,
}

impl std::fmt::Debug for Vacant {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Vacant")
            .field("postgres", &self.postgres)
            .finish_non_exhaustive()
    }
}

impl Vacant {
    /// Holds it; `None` if there is something in it.
    pub async fn hold(url: &str) -> Result<Option<Self>, StoreError> {
        pooler::refuse(url).await?;
        let mut guard = Guard::begin(url).await?;
        guard.alone(Lock::Schema).await?;
        if holds_relations(guard.connection()).await? {
            return Ok(None);
        }
        let postgres = major(guard.connection()).await?;
        Ok(Some(Self { guard, postgres }))
    }

    /// The major version of Postgres.
    #[must_use]
    pub const fn postgres(&self) -> u32 {
        self.postgres
    }

    /// Whether there is nothing in it yet.
    pub async fn is_still(&mut self) -> Result<bool, StoreError> {
        Ok(!holds_relations(self.guard.connection()).await?)
    }

    /// Lets go of it when it has been filled. The planner gets to know the tables before anybody asks for their rows.
    pub async fn release(mut self) -> Result<(), StoreError> {
        self.guard.connection().batch_execute("analyze").await?;
        self.guard.release().await
    }
}

async fn holds_relations(connection: &mut AsyncPgConnection) -> Result<bool, StoreError> {
    let rows: Vec<HoldsRow> = HoldsRelations {}.load(connection).await?;
    Ok(rows.into_iter().any(|row| row.holds))
}
