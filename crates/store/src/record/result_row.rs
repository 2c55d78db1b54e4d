//! A result as it is read from disk, whichever table it lies in.

use std::collections::BTreeMap;

use diesel::sql_types::{Integer, Jsonb, Nullable, SmallInt, Text, Timestamptz};
use domain::case::RowKey;
use domain::number::{
    CaseNumber, ConfigurationNumber, CustomStatusNumber, RunNumber, Seq, UserNumber,
};
use domain::outcome::{Outcome, Recorded, StatusChoice, StepOutcome};
use domain::status::Status;
use serde_json::Value;
use time::OffsetDateTime;

use super::facts::{Facts, StepFacts, maybe};
use crate::error::StoreError;

/// One result with its details, if they were asked for.
#[derive(diesel::QueryableByName)]
pub(crate) struct ResultRow {
    #[diesel(sql_type = Integer)]
    pub(crate) run: i32,
    #[diesel(sql_type = Integer)]
    pub(crate) case_no: i32,
    #[diesel(sql_type = Integer)]
    pub(crate) configuration: i32,
    #[diesel(sql_type = Integer)]
    pub(crate) seq: i32,
    #[diesel(sql_type = Integer)]
    pub(super) author: i32,
    #[diesel(sql_type = SmallInt)]
    pub(super) status: i16,
    #[diesel(sql_type = SmallInt)]
    pub(crate) parts: i16,
    #[diesel(sql_type = Nullable<Integer>)]
    pub(super) elapsed_ms: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    pub(super) custom_status: Option<i32>,
    #[diesel(sql_type = Timestamptz)]
    pub(super) recorded_at: OffsetDateTime,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(super) executed_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) note: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) framework: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(super) started_at: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub(super) facts: Option<Value>,
}

/// One step of a result.
#[derive(diesel::QueryableByName)]
pub(crate) struct StepRow {
    #[diesel(sql_type = Integer)]
    pub(crate) run: i32,
    #[diesel(sql_type = Integer)]
    pub(crate) seq: i32,
    #[diesel(sql_type = Integer)]
    pub(crate) result_seq: i32,
    #[diesel(sql_type = Integer)]
    position: i32,
    #[diesel(sql_type = Nullable<Integer>)]
    step: Option<i32>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    status: Option<i16>,
    #[diesel(sql_type = Nullable<Integer>)]
    custom_status: Option<i32>,
    #[diesel(sql_type = Jsonb)]
    facts: Value,
}

/// The key of a row, from its columns.
pub(crate) fn row_key(case_no: i32, configuration: i32) -> Result<RowKey, StoreError> {
    Ok(RowKey {
        case: CaseNumber::new(case_no).ok_or_else(|| StoreError::corrupt("case_no below 1"))?,
        configuration: ConfigurationNumber::new(configuration),
    })
}

pub(crate) fn run_number(run: i32) -> Result<RunNumber, StoreError> {
    RunNumber::new(run).ok_or_else(|| StoreError::corrupt("run below 1"))
}

pub(super) fn choice(status: i16, custom: Option<i32>) -> Result<StatusChoice, StoreError> {
    let status =
        Status::from_code(status).ok_or_else(|| StoreError::corrupt("an unknown status code"))?;
    Ok(StatusChoice {
        status,
        custom: custom.and_then(CustomStatusNumber::new),
    })
}

pub(crate) fn read<T: serde::de::DeserializeOwned>(facts: Value) -> Result<T, StoreError> {
    serde_json::from_value(facts).map_err(|error| StoreError::Corrupt(error.to_string()))
}

impl ResultRow {
    /// The row's key and its result, without steps.
    pub(crate) fn into_recorded(self) -> Result<(RowKey, Recorded), StoreError> {
        let key = row_key(self.case_no, self.configuration)?;
        let author =
            UserNumber::new(self.author).ok_or_else(|| StoreError::corrupt("author below 1"))?;
        let mut outcome = Outcome {
            note: maybe(self.note)?,
            elapsed_ms: self.elapsed_ms,
            executed_at: self.executed_at,
            started_at: self.started_at,
            framework: maybe(self.framework)?,
            ..Outcome::bare(choice(self.status, self.custom_status)?, author)
        };
        if let Some(facts) = self.facts {
            read::<Facts>(facts)?.restore(&mut outcome)?;
        }
        let seq = Seq::new(self.seq).ok_or_else(|| StoreError::corrupt("seq out of range"))?;
        Ok((
            key,
            Recorded {
                seq,
                recorded_at: self.recorded_at,
                outcome,
            },
        ))
    }
}

impl StepRow {
    pub(crate) fn into_step(self) -> Result<StepOutcome, StoreError> {
        let status = self
            .status
            .map(|status| choice(status, self.custom_status))
            .transpose()?;
        read::<StepFacts>(self.facts)?.restore(self.position, self.step, status)
    }
}

/// What an attempt's start said.
pub(crate) fn start(facts: Value, author: i32) -> Result<Outcome, StoreError> {
    let author = UserNumber::new(author).ok_or_else(|| StoreError::corrupt("author below 1"))?;
    let mut outcome = Outcome::bare(Status::InProgress.into(), author);
    let StoredStart { started_at, facts } = read(facts)?;
    outcome.started_at = started_at;
    facts.restore(&mut outcome)?;
    Ok(outcome)
}

/// What `attempts.start` holds.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct StoredStart {
    #[serde(default, with = "time::serde::rfc3339::option")]
    pub(crate) started_at: Option<OffsetDateTime>,
    pub(crate) facts: Facts,
}

/// Puts steps into the results they belong to; both are of the same runs.
pub(crate) fn attach_steps(
    results: &mut [(RunNumber, RowKey, Recorded)],
    steps: Vec<StepRow>,
) -> Result<(), StoreError> {
    let places: BTreeMap<(i32, i32), usize> = results
        .iter()
        .enumerate()
        .map(|(place, (run, _, it))| ((run.get(), it.seq.get()), place))
        .collect();
    let mut steps = steps;
    steps.sort_by_key(|step| (step.run, step.seq));
    for row in steps {
        let place = places.get(&(row.run, row.result_seq));
        if let Some((_, _, recorded)) = place.and_then(|place| results.get_mut(*place)) {
            recorded.outcome.steps.push(row.into_step()?);
        }
    }
    Ok(())
}
