//! What only a run reported as a build has.

use diesel::prelude::QueryableByName;
use diesel::sql_types::{Integer, Jsonb, Nullable, Text};
use diesel_async::RunQueryDsl;
use serde_json::Value;

use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// What only a run reported as a build has.
#[derive(Clone, Debug, QueryableByName)]
pub struct Build {
    /// The how-manieth build of its name in the project, from 1.
    #[diesel(sql_type = Integer)]
    pub build_number: i32,
    /// What joins its shards.
    #[diesel(sql_type = Nullable<Text>)]
    pub identifier: Option<String>,
    /// The machine.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub host_info: Option<Value>,
    /// The CI job.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub ci_info: Option<Value>,
    /// The commit.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub version_control: Option<Value>,
    /// The test framework.
    #[diesel(sql_type = Nullable<Text>)]
    pub framework_name: Option<String>,
    /// The test framework's version.
    #[diesel(sql_type = Nullable<Text>)]
    pub framework_version: Option<String>,
}

/// A build and its run's number.
#[derive(QueryableByName)]
pub(super) struct BuildRow {
    #[diesel(sql_type = Integer)]
    pub(super) run: i32,
    #[diesel(embed)]
    pub(super) build: Build,
}

statement! {
    FindBuild { project: Integer = i32, run: Integer = i32 }
    "select build_number, identifier, host_info, ci_info, version_control, framework_name, framework_version
     from builds where project_id = $1 and run = $2"
}

impl Store {
    /// What only a build has; nothing for a run that is none.
    pub async fn build_of(&self, run: &Located<Run>) -> Result<Option<Build>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = FindBuild {
            project: run.project_id,
            run: run.number.get(),
        };
        let rows: Vec<Build> = statement.load(&mut connection).await?;
        Ok(rows.into_iter().next())
    }
}
