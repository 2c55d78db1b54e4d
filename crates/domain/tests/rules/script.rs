//! Histories as short scripts, so that a failing one can be read.

use domain::case::ConfigurationChoice;
use domain::draft::{Draft, FailuresDraft, IssuesDraft};
use domain::ledger::Ledger;
use domain::number::{CaseNumber, ConfigurationNumber, RunNumber};
use domain::outcome::{Failure, Field, IssueLink, Outcome};
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::status::Status;
use domain::submission::{Item, Policy, Refusal, Submission};
use domain::text::Text;
use time::Duration;

use crate::world::{NOW, attempt, author, finish, row, text, with_steps};

/// One thing that is done to a ledger. Runs are 1 and 2; a configuration of 0 is none.
#[derive(Clone, Debug)]
pub(crate) enum Event {
    Start {
        run: i32,
        attempt: u8,
        case: i32,
        configuration: i32,
    },
    State {
        run: i32,
        state: RunState,
    },
    Submit(Vec<Call>),
}

/// One submission.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) run: i32,
    pub(crate) policy: Policy,
    pub(crate) items: Vec<Said>,
}

/// One item; case 0 is unknown.
#[derive(Clone, Debug)]
pub(crate) enum Said {
    Result(i32, Named, Words),
    Finish(u8, i32, Words),
    Malformed,
}

/// How a configuration is named.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Named {
    Not,
    As(i32),
    Wrongly,
}

/// What is said of a result.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub(crate) status: Option<Status>,
    pub(crate) steps: usize,
    pub(crate) note: Patch<u8>,
    pub(crate) second: Patch<u8>,
    pub(crate) field: Option<u8>,
    pub(crate) ticket: Patch<u8>,
    pub(crate) error: Patch<u8>,
    /// Whether ticket and error are said as lists of two, or as the first of a list.
    pub(crate) lists: bool,
}

/// A ledger with two runs that expect a row each.
pub(crate) fn ledger() -> Ledger {
    let mut ledger = Ledger::new();
    ledger.add_run(number(1), [row(1, 0)]);
    ledger.add_run(number(2), [row(2, 1)]);
    ledger
}

pub(crate) fn number(run: i32) -> RunNumber {
    RunNumber::new(run).unwrap()
}

pub(crate) fn submissions(calls: &[Call]) -> Vec<Submission> {
    calls.iter().map(Call::submission).collect()
}

impl Call {
    pub(crate) fn submission(&self) -> Submission {
        Submission {
            run: number(self.run),
            policy: self.policy,
            author: author(),
            items: self.items.iter().map(Said::item).collect(),
        }
    }
}

impl Event {
    pub(crate) fn happen(&self, ledger: &mut Ledger) {
        match self {
            Self::Start {
                run,
                attempt: number_of_attempt,
                case,
                configuration,
            } => {
                let start = Outcome::bare(Status::InProgress.into(), author());
                let key = row(*case, *configuration);
                ledger.start_attempt(number(*run), attempt(*number_of_attempt), key, start);
            }
            Self::State { run, state } => ledger.set_state(number(*run), *state),
            Self::Submit(calls) => drop(ledger.record(submissions(calls), NOW)),
        }
    }
}

impl Said {
    fn item(&self) -> Item {
        match self {
            Self::Result(case, named, words) => Item::Row {
                case: CaseNumber::new(*case),
                configuration: match named {
                    Named::Not => ConfigurationChoice::Unspecified,
                    Named::As(it) => ConfigurationChoice::Exactly(ConfigurationNumber::new(*it)),
                    Named::Wrongly => ConfigurationChoice::Unknown,
                },
                draft: Box::new(words.draft()),
            },
            Self::Finish(attempt, configuration, words) => {
                finish(*attempt, *configuration, words.draft())
            }
            Self::Malformed => Item::Bad(Refusal::Malformed("no".to_owned())),
        }
    }
}

impl Words {
    fn draft(&self) -> Draft {
        let steps = with_steps(self.status.unwrap_or(Status::Failed), self.steps).steps;
        let field = self.field.map(|value| Field {
            name: spelled(value % 2),
            value: spelled(value),
        });
        Draft {
            status: self.status.map(Into::into),
            note: self.note.clone().map(spelled),
            executed_at: self
                .second
                .clone()
                .map(|it| NOW + Duration::seconds(it.into())),
            fields: Patch::set_or_keep(field.map(|it| vec![it])),
            issues: self.issues(),
            failures: self.failures(),
            steps,
            ..Draft::silent()
        }
    }

    fn issues(&self) -> IssuesDraft {
        let link = |key| IssueLink {
            key: Some(spelled(key)),
            ..IssueLink::default()
        };
        let ticket = self.ticket.clone();
        if self.lists {
            IssuesDraft::Whole(ticket.map(|key| vec![link(key), link(key + 1)]))
        } else {
            IssuesDraft::First {
                key: ticket.map(spelled),
                url: Patch::Keep,
            }
        }
    }

    fn failures(&self) -> FailuresDraft {
        let failure = |message| Failure {
            message: Some(spelled(message)),
            trace: None,
        };
        let error = self.error.clone();
        if self.lists {
            FailuresDraft::Whole(error.map(|message| vec![failure(message), failure(message + 1)]))
        } else {
            FailuresDraft::First {
                message: error.map(spelled),
                trace: Patch::Keep,
            }
        }
    }
}

fn spelled(number: u8) -> Text {
    text(&number.to_string())
}
