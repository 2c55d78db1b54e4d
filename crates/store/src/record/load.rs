//! Locks the runs and loads what has to be known before a write is planned.

mod attempts;
mod find;
mod known;
mod look_up;
mod rows;
mod shown;

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::{CaseStep, ConfigurationChoice};
use domain::counts::Counts;
use domain::draft::{Draft, StepRef};
use domain::number::{CaseNumber, ConfigurationNumber, RunNumber, StepNumber};
use domain::plan::{Facts, RunFacts};
use domain::run_state::RunState;
use domain::submission::{Item, Refusal, Submission};

use self::find::{Found, LockedRow};
pub(super) use self::shown::{Shown, ShownRow};
use super::names::KnownNames;
use super::result_row::run_number;
use super::{ConfigurationName, IncomingItem, Sent};
use crate::catalogue::NamedCase;
use crate::error::StoreError;
use crate::statement::statement;

/// Where a locked run lies and what it counts.
pub(super) struct Place {
    pub(super) project_id: i32,
    pub(super) counts: Counts,
    pub(super) result_rows: i32,
    /// Whether it is sealed: then what it misses changes with its rows.
    pub(super) sealed: bool,
}

pub(super) struct Loaded {
    pub(super) facts: Facts,
    pub(super) submissions: Vec<Submission>,
    /// The cases that each submission's items name, as they come.
    pub(super) named: Vec<Vec<NamedCase>>,
    pub(super) places: BTreeMap<RunNumber, Place>,
    pub(super) shown: Shown,
}

statement! {
    KnownConfigurations { organization: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "select number from configurations where organization_id = $1 and number = any($2)"
}

statement! {
    StepsOfCases { projects: Array<Integer> = Vec<i32>, cases: Array<Integer> = Vec<i32> }
    "select s.case_no, s.id, s.position, s.action, s.expected
     from unnest($1::integer[], $2::integer[]) as w (project_id, case_no)
     join case_steps s on s.project_id = w.project_id and s.case_no = w.case_no
     order by s.case_no, s.position"
}

#[derive(diesel::QueryableByName)]
struct CaseStepRow {
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Integer)]
    position: i32,
    #[diesel(sql_type = Text)]
    action: String,
    #[diesel(sql_type = Text)]
    expected: String,
}

pub(super) async fn load(
    connection: &mut AsyncPgConnection,
    remembered: &KnownNames,
    organization: i32,
    sent: &[Sent],
) -> Result<Loaded, StoreError> {
    let Found {
        locked,
        cases,
        rows,
    } = find::find(connection, remembered, organization, sent).await?;
    let (mut runs, places) = facts(locked)?;
    let mut shown = Shown::default();
    look_up::learn(rows, &mut runs, &mut shown)?;
    let (submissions, named) =
        name_numbers(connection, organization, &places, &mut runs, sent, cases).await?;
    let known = |submission: &&Submission| places.contains_key(&submission.run);
    rows::load(
        connection,
        &places,
        &mut runs,
        &mut shown,
        submissions.iter().filter(known),
    )
    .await?;
    let steps = load_steps(connection, &places, &submissions).await?;
    Ok(Loaded {
        facts: Facts { runs, steps },
        submissions,
        named,
        places,
        shown,
    })
}

/// Runs by number: what is known of them, and where they lie.
type Runs = (BTreeMap<RunNumber, RunFacts>, BTreeMap<RunNumber, Place>);

fn facts(locked: Vec<LockedRow>) -> Result<Runs, StoreError> {
    let mut facts = BTreeMap::new();
    let mut places = BTreeMap::new();
    for row in locked {
        let run = run_number(row.run)?;
        let state = RunState::from_code(row.state)
            .ok_or_else(|| StoreError::corrupt("an unknown run state"))?;
        facts.insert(
            run,
            RunFacts {
                state,
                next_seq: row.next_seq,
                rows: BTreeMap::new(),
                attempts: BTreeMap::new(),
            },
        );
        let counts = Counts::from_codes(&row.counts);
        let place = Place {
            project_id: row.project_id,
            counts,
            result_rows: row.result_rows,
            sealed: row.sealed,
        };
        places.insert(run, place);
    }
    Ok((facts, places))
}

/// Submissions, and the cases that the items of each name.
type Named = (Vec<Submission>, Vec<Vec<NamedCase>>);

/// Turns names into numbers: all configurations and attempts of all submissions at once. The cases are known.
async fn name_numbers(
    connection: &mut AsyncPgConnection,
    organization: i32,
    places: &BTreeMap<RunNumber, Place>,
    runs: &mut BTreeMap<RunNumber, RunFacts>,
    sent: &[Sent],
    cases: Vec<Option<NamedCase>>,
) -> Result<Named, StoreError> {
    let items = sent.iter().flat_map(|it| &it.items);
    let numbers = items.filter_map(|item| match item {
        IncomingItem::Row {
            case: _,
            configuration: ConfigurationName::Number(number),
            draft: _,
        } => Some(*number),
        IncomingItem::Row { .. } | IncomingItem::Finish { .. } | IncomingItem::Bad(_) => None,
    });
    let known = known_configurations(connection, organization, numbers.collect()).await?;
    let mut cases = cases.into_iter();
    let mut ended = attempts::load(connection, organization, places, runs, sent)
        .await?
        .into_iter();
    let mut cases_of_each = Vec::with_capacity(sent.len());
    let mut submissions = Vec::with_capacity(sent.len());
    for submission in sent {
        let mut known_cases = Vec::with_capacity(submission.items.len());
        // What was sent stays: it may have to be tried again.
        let items = submission.items.iter().map(|item| match item {
            IncomingItem::Row {
                case,
                configuration,
                draft,
            } => {
                let resolved: Vec<Option<NamedCase>> = cases.by_ref().take(case.len()).collect();
                known_cases.extend(resolved.iter().flatten());
                row_item(&resolved, choice(*configuration, &known), draft.clone())
            }
            IncomingItem::Finish { attempt, draft } => Item::Finish {
                attempt: *attempt,
                configuration: ended.next().flatten(),
                draft: draft.clone(),
            },
            IncomingItem::Bad(refusal) => Item::Bad(refusal.clone()),
        });
        submissions.push(Submission {
            run: submission.run,
            policy: submission.policy,
            author: submission.author,
            items: items.collect(),
        });
        cases_of_each.push(known_cases);
    }
    Ok((submissions, cases_of_each))
}

/// All names an item gives must mean one case.
fn row_item(
    named: &[Option<NamedCase>],
    configuration: ConfigurationChoice,
    draft: Box<Draft>,
) -> Item {
    match named {
        [first, rest @ ..] if rest.iter().any(|other| other != first) => Item::Bad(
            Refusal::Malformed("the ids given name different test cases".to_owned()),
        ),
        [case, ..] => Item::Row {
            case: case.map(|case| case.number),
            configuration,
            draft,
        },
        [] => Item::Row {
            case: None,
            configuration,
            draft,
        },
    }
}

fn choice(name: ConfigurationName, known: &[i32]) -> ConfigurationChoice {
    match name {
        ConfigurationName::Unspecified => ConfigurationChoice::Unspecified,
        ConfigurationName::Row(configuration) => ConfigurationChoice::Exactly(configuration),
        ConfigurationName::Number(number) if known.contains(&number) => {
            ConfigurationChoice::Exactly(ConfigurationNumber::new(number))
        }
        ConfigurationName::Number(_) => ConfigurationChoice::Unknown,
    }
}

async fn known_configurations(
    connection: &mut AsyncPgConnection,
    organization: i32,
    numbers: Vec<i32>,
) -> Result<Vec<i32>, StoreError> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let statement = KnownConfigurations {
        organization,
        numbers,
    };
    let rows: Vec<crate::account::NumberRow> = statement.load(connection).await?;
    Ok(rows.into_iter().map(|row| row.number).collect())
}

/// Only results that name catalogue steps need the catalogue.
async fn load_steps(
    connection: &mut AsyncPgConnection,
    places: &BTreeMap<RunNumber, Place>,
    submissions: &[Submission],
) -> Result<BTreeMap<CaseNumber, Vec<CaseStep>>, StoreError> {
    let mut wanted: Vec<(i32, i32)> = Vec::new();
    for submission in submissions {
        let Some(place) = places.get(&submission.run) else {
            continue;
        };
        for item in &submission.items {
            if let Item::Row {
                case: Some(case),
                configuration: _,
                draft,
            } = item
                && draft
                    .steps
                    .iter()
                    .any(|it| !matches!(it.step, StepRef::Reported(_)))
            {
                wanted.push((place.project_id, case.get()));
            }
        }
    }
    let mut steps: BTreeMap<CaseNumber, Vec<CaseStep>> = BTreeMap::new();
    if wanted.is_empty() {
        return Ok(steps);
    }
    wanted.sort_unstable();
    wanted.dedup();
    let (projects, cases) = wanted.into_iter().unzip();
    let rows: Vec<CaseStepRow> = StepsOfCases { projects, cases }.load(connection).await?;
    let corrupt = || StoreError::corrupt("case_steps.id or case_no below 1");
    for row in rows {
        let case = CaseNumber::new(row.case_no).ok_or_else(corrupt)?;
        let step = CaseStep {
            id: StepNumber::new(row.id).ok_or_else(corrupt)?,
            position: row.position,
            action: super::facts::text(row.action)?,
            expected: super::facts::text(row.expected)?,
        };
        steps.entry(case).or_default().push(step);
    }
    Ok(steps)
}
