//! Whether the database can be worked with.

use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;

use crate::error::StoreError;
use crate::migrate;
use crate::pool::Store;
use crate::statement::statement;

statement! {
    AppliedMigrations {}
    "select version::text as version from __diesel_schema_migrations"
}

#[derive(diesel::QueryableByName)]
struct VersionRow {
    #[diesel(sql_type = Text)]
    version: String,
}

impl Store {
    /// Whether the database answers and has every migration of this program.
    pub async fn is_ready(&self) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        let applied: Vec<VersionRow> = AppliedMigrations {}.load(&mut connection).await?;
        let missing = |version: &String| applied.iter().all(|row| row.version != *version);
        let pending = migrate::versions()?.iter().filter(|it| missing(it)).count();
        if pending == 0 {
            Ok(())
        } else {
            Err(StoreError::Migration(format!("{pending} are not applied")))
        }
    }
}
