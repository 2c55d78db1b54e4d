//! Loads the attempts that submissions end, and finds the configurations they end under.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer, Jsonb, Nullable, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::{ConfigurationNumber, RunNumber, Seq};
use domain::outcome::Environment;
use domain::plan::{AttemptFacts, RunFacts};
use serde_json::Value;
use uuid::Uuid;

use super::Place;
use crate::catalogue::NewConfiguration;
use crate::error::StoreError;
use crate::record::result_row::{row_key, run_number, start};
use crate::record::{IncomingItem, Sent};
use crate::statement::statement;

statement! {
    /// Attempts of runs, by primary key.
    FindAttempts {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        ids: Array<SqlUuid> = Vec<Uuid>,
    }
    "select a.run, a.id, a.case_no, a.configuration, a.seq, a.author, a.start
     from unnest($1::integer[], $2::integer[], $3::uuid[]) as w (project_id, run, id)
     cross join lateral (
         select * from attempts a where a.project_id = w.project_id and a.run = w.run and a.id = w.id limit 1
     ) a"
}

#[derive(diesel::QueryableByName)]
struct AttemptRow {
    #[diesel(sql_type = Integer)]
    run: i32,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
    #[diesel(sql_type = Nullable<Integer>)]
    seq: Option<i32>,
    #[diesel(sql_type = Integer)]
    author: i32,
    #[diesel(sql_type = Jsonb)]
    start: Value,
}

/// Puts the attempts into the facts; answers with the configuration of each ended one, in order.
pub(super) async fn load(
    connection: &mut AsyncPgConnection,
    organization: i32,
    places: &BTreeMap<RunNumber, Place>,
    runs: &mut BTreeMap<RunNumber, RunFacts>,
    sent: &[Sent],
) -> Result<Vec<Option<ConfigurationNumber>>, StoreError> {
    let mut ended: Vec<(RunNumber, Uuid, &Environment)> = Vec::new();
    for submission in sent {
        for item in &submission.items {
            if let IncomingItem::Finish { attempt, draft } = item {
                ended.push((submission.run, *attempt, &draft.environment));
            }
        }
    }
    if ended.is_empty() {
        return Ok(Vec::new());
    }
    let project = |run: &RunNumber| places.get(run).map_or(0, |place| place.project_id);
    let rows: Vec<AttemptRow> = FindAttempts {
        projects: ended.iter().map(|(run, _, _)| project(run)).collect(),
        runs: ended.iter().map(|(run, _, _)| run.get()).collect(),
        ids: ended.iter().map(|(_, attempt, _)| *attempt).collect(),
    }
    .load(connection)
    .await?;
    for row in rows {
        let known = AttemptFacts {
            key: row_key(row.case_no, row.configuration)?,
            start: start(row.start, row.author)?,
            seq: row.seq.and_then(Seq::new),
        };
        if let Some(facts) = runs.get_mut(&run_number(row.run)?) {
            facts.attempts.insert(row.id, known);
        }
    }
    let configurations: Vec<Option<NewConfiguration>> = ended
        .into_iter()
        .map(|(run, attempt, later)| {
            let known = runs.get(&run)?.attempts.get(&attempt)?;
            NewConfiguration::unnamed(
                Environment::clone(&known.start.environment).overridden(later.clone()),
            )
        })
        .collect();
    let wanted: Vec<NewConfiguration> = configurations.iter().flatten().cloned().collect();
    let made = crate::catalogue::ensure_configurations(connection, organization, &wanted);
    let mut made = made.await?.into_iter();
    Ok(configurations
        .iter()
        .map(|it| it.as_ref().and_then(|_| made.next()))
        .collect())
}
