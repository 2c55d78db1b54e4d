//! A run in a ledger, and short words for what is done to it.

use domain::case::{CaseStep, ConfigurationChoice, RowKey};
use domain::counts::Counts;
use domain::draft::{Draft, StepDraft, StepRef};
use domain::ledger::Ledger;
use domain::number::{CaseNumber, ConfigurationNumber, RunNumber, StepNumber, UserNumber};
use domain::outcome::Outcome;
use domain::run_state::RunState;
use domain::status::Status;
use domain::submission::{
    Answer, BadItem, ClosedRun, Item, OutsideRun, Policy, Receipt, Refusal, Repeat, Submission,
};
use domain::text::Text;
use time::OffsetDateTime;
use uuid::Uuid;

/// Appends, takes every case, refuses bad items alone and serves closed runs.
pub(crate) const APPEND: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseItem,
    closed: ClosedRun::Accept,
};

/// The same, with unchanged repeats left out.
pub(crate) const UPSERT: Policy = Policy {
    repeat: Repeat::Upsert,
    ..APPEND
};

pub(crate) const NOW: OffsetDateTime = OffsetDateTime::UNIX_EPOCH;

pub(crate) fn run() -> RunNumber {
    RunNumber::new(1).unwrap()
}

pub(crate) fn author() -> UserNumber {
    UserNumber::new(1).unwrap()
}

pub(crate) fn case(number: i32) -> CaseNumber {
    CaseNumber::new(number).unwrap()
}

/// The row of a case under a configuration; 0 means none.
pub(crate) fn row(number: i32, configuration: i32) -> RowKey {
    RowKey {
        case: case(number),
        configuration: ConfigurationNumber::new(configuration),
    }
}

pub(crate) fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

pub(crate) fn attempt(number: u8) -> Uuid {
    Uuid::from_bytes([number; 16])
}

/// A result for exactly this row.
pub(crate) fn result(key: RowKey, draft: Draft) -> Item {
    Item::Row {
        case: Some(key.case),
        configuration: ConfigurationChoice::Exactly(key.configuration),
        draft: Box::new(draft),
    }
}

/// The end of an attempt under a configuration; 0 means none.
pub(crate) fn finish(number: u8, configuration: i32, draft: Draft) -> Item {
    Item::Finish {
        attempt: attempt(number),
        configuration: ConfigurationNumber::new(configuration),
        draft: Box::new(draft),
    }
}

/// A draft with as many reported steps, all of the same status.
pub(crate) fn with_steps(status: Status, steps: usize) -> Draft {
    let steps = (0..steps).map(|place| {
        let step = StepRef::Reported(text(&place.to_string()));
        step_draft(step, Some(status))
    });
    Draft {
        steps: steps.collect(),
        ..Draft::of(status)
    }
}

pub(crate) fn step_draft(step: StepRef, status: Option<Status>) -> StepDraft {
    StepDraft {
        step,
        status: status.map(Into::into),
        note: None,
        keyword: None,
        text: None,
        started_at: None,
        finished_at: None,
        elapsed_ms: None,
        failure: None,
    }
}

/// A ledger with one run, which is checked after everything that is done to it.
pub(crate) struct World(pub(crate) Ledger);

impl World {
    pub(crate) fn with_rows(rows: impl IntoIterator<Item = RowKey>) -> Self {
        let mut ledger = Ledger::new();
        ledger.add_run(run(), rows);
        Self(ledger).checked()
    }

    /// The catalogue's steps of a case; ids are given in their order.
    pub(crate) fn steps(mut self, of: CaseNumber, ids: &[i32]) -> Self {
        let steps = ids.iter().zip(1..).map(|(id, position)| CaseStep {
            id: StepNumber::new(*id).unwrap(),
            position,
            action: text(&format!("do {id}")),
            expected: text(&format!("see {id}")),
        });
        self.0.add_steps(of, steps.collect());
        self
    }

    pub(crate) fn start(&mut self, number: u8, key: RowKey) {
        let start = Outcome::bare(Status::InProgress.into(), author());
        self.0.start_attempt(run(), attempt(number), key, start);
        self.check();
    }

    pub(crate) fn submit(&mut self, policy: Policy, items: Vec<Item>) -> Answer {
        let submission = Submission {
            run: run(),
            policy,
            author: author(),
            items,
        };
        let answer = self.0.record(vec![submission], NOW).remove(0);
        self.check();
        answer
    }

    /// Submits what is not refused as a whole; one entry for each item.
    pub(crate) fn record(
        &mut self,
        policy: Policy,
        items: Vec<Item>,
    ) -> Vec<Result<Receipt, Refusal>> {
        match self.submit(policy, items) {
            Answer::Recorded(receipts) => receipts,
            Answer::Refused { reason, .. } => panic!("refused: {reason}"),
        }
    }

    /// Submits one item that is accepted.
    pub(crate) fn one(&mut self, policy: Policy, item: Item) -> Receipt {
        self.record(policy, vec![item]).remove(0).unwrap()
    }

    /// The place and status of what a row shows.
    pub(crate) fn shown(&self, key: RowKey) -> Option<(i32, Status)> {
        let shown = self.0.shown(run(), key)?;
        Some((shown.seq.get(), shown.outcome.status.status))
    }

    /// Every result by place, newest first, with its row.
    pub(crate) fn places(&self) -> Vec<(i32, RowKey)> {
        let results = self.0.results(run()).into_iter();
        results.map(|(key, it)| (it.seq.get(), key)).collect()
    }

    pub(crate) fn counts(&self) -> Counts {
        self.0.counts(run())
    }

    pub(crate) fn state(&self) -> RunState {
        self.0.state(run()).unwrap()
    }

    fn checked(self) -> Self {
        self.check();
        self
    }

    fn check(&self) {
        assert_eq!(self.0.defects(), Vec::<String>::new());
    }
}

/// Counts of as many rows as statuses are named.
pub(crate) fn counts(statuses: impl IntoIterator<Item = Status>) -> Counts {
    statuses.into_iter().collect()
}
