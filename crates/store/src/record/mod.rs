//! Records results: the one write path, whatever dialect they came from.
//!
//! 1. Lock the runs, find the cases, load what exists for these rows.
//! 2. Plan in `domain`.
//! 3. Write once, with array parameters, and commit.
//!
//! A call costs a constant number of statements, however many results and runs it is about. Small calls that arrive
//! together share one (`gathered.rs`).

mod attempt;
pub(crate) mod facts;
mod gathered;
mod hook;
mod load;
mod lock;
mod log;
mod moved;
mod names;
mod new_run;
mod refused;
pub(crate) mod result_row;
pub(crate) mod stored_steps;
mod write;

use diesel_async::AsyncPgConnection;
use domain::draft::Draft;
use domain::number::{RunNumber, UserNumber};
use domain::submission::{Answer, Policy, Refusal};
use time::OffsetDateTime;
use uuid::Uuid;

pub use attempt::NewAttempt;
pub(crate) use gathered::Writes;
pub use hook::NewHook;
pub use log::NewLog;
pub(crate) use names::KnownNames;
pub use new_run::{Home, NewRunItem, RecordedRun};

use crate::account::Principal;
use crate::catalogue::{CaseName, NamedCase};
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::turns::Turn;

/// Results for one run, before the names in them are looked up.
#[derive(Clone, Debug)]
pub struct Incoming<'a> {
    /// The run.
    pub run: &'a Located<Run>,
    /// The rules.
    pub policy: Policy,
    /// The results, in the client's order.
    pub items: Vec<IncomingItem>,
}

/// One result, before the names in it are looked up.
#[derive(Clone, Debug)]
pub enum IncomingItem {
    /// A result for a row.
    Row {
        /// The case; several names must all mean the same one.
        case: Vec<CaseName>,
        /// The configuration.
        configuration: ConfigurationName,
        /// What the client said.
        draft: Box<Draft>,
    },
    /// The end of an attempt.
    Finish {
        /// The attempt.
        attempt: Uuid,
        /// What the client said.
        draft: Box<Draft>,
    },
    /// An item that could not be read; it keeps its place among the answers.
    Bad(Refusal),
}

/// How a client names a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigurationName {
    /// Not at all.
    Unspecified,
    /// By its number.
    Number(i32),
    /// By the row it is part of: exactly this, or exactly none.
    Row(Option<domain::number::ConfigurationNumber>),
}

/// What came of a submission.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The answer.
    pub answer: Answer,
    /// The cases that its items name, in their order; those that are not there are left out.
    pub cases: Vec<NamedCase>,
}

/// [`Incoming`] with all that it takes to record it, whoever it came from and whatever comes with it.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    organization: i32,
    project_id: i32,
    run: RunNumber,
    author: UserNumber,
    policy: Policy,
    items: Vec<IncomingItem>,
}

impl Sent {
    fn by(who: &Principal, incoming: Incoming<'_>) -> Self {
        let Incoming { run, policy, items } = incoming;
        Self {
            organization: who.organization,
            project_id: run.project_id,
            run: run.number,
            author: who.user,
            policy,
            items,
        }
    }
}

/// From so many results on, a submission is recorded in a transaction of its own, beside those that are gathered:
/// they would wait for it longer than they take themselves.
const LARGE: usize = 100;

impl Store {
    /// Records results; answers each submission in order.
    pub async fn record(
        &self,
        who: &Principal,
        incoming: Vec<Incoming<'_>>,
    ) -> Result<Vec<Answer>, StoreError> {
        let recorded = self.record_and_name(who, incoming).await?;
        Ok(recorded.into_iter().map(|it| it.answer).collect())
    }

    /// Records results; answers each submission in order, and tells which cases its items name.
    pub async fn record_and_name(
        &self,
        who: &Principal,
        incoming: Vec<Incoming<'_>>,
    ) -> Result<Vec<Recorded>, StoreError> {
        let sent: Vec<Sent> = incoming.into_iter().map(|it| Sent::by(who, it)).collect();
        let sent = match <[Sent; 1]>::try_from(sent) {
            Ok([one]) if one.items.len() < LARGE => {
                let lane = (one.organization, one.project_id);
                let recorded = self.gathered.writes.ask(lane, one).await?;
                return Ok(vec![recorded]);
            }
            Ok([one]) => vec![one],
            Err(sent) => sent,
        };
        let runs = sent.iter().map(|it| Turn::Run(it.project_id, it.run.get()));
        let (names, turns) = (&self.names, runs.collect());
        gathered::record(&self.connections, names, who.organization, turns, &sent).await
    }
}

/// Records results of one organization within a transaction.
async fn record(
    connection: &mut AsyncPgConnection,
    names: &KnownNames,
    organization: i32,
    sent: &[Sent],
) -> Result<Vec<Recorded>, StoreError> {
    let now = now();
    let loaded = load::load(connection, names, organization, sent).await?;
    let load::Loaded {
        facts,
        submissions,
        named,
        places,
        shown,
    } = loaded;
    let plan = domain::plan::plan(facts, submissions, now);
    write::write(connection, &places, &shown, plan.runs, now).await?;
    refused::count(connection, sent, &plan.answers).await?;
    let answers = plan.answers.into_iter().zip(named);
    Ok(answers
        .map(|(answer, cases)| Recorded { answer, cases })
        .collect())
}

/// The time of recording. Milliseconds are all that any dialect shows.
pub(crate) fn now() -> OffsetDateTime {
    let now = OffsetDateTime::now_utc();
    now.replace_millisecond(now.millisecond()).unwrap_or(now)
}
