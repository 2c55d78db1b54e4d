//! Histories, short enough to be read when one fails.

use std::collections::BTreeMap;

use domain::case::{ConfigurationChoice, RowKey};
use domain::draft::{Draft, FailuresDraft, IssuesDraft, StepDraft, StepRef};
use domain::identity::Identity;
use domain::number::{CaseNumber, ConfigurationNumber};
use domain::outcome::{Environment, Failure, Outcome};
use domain::patch::Patch;
use domain::spelling::Reference;
use domain::status::Status;
use domain::submission::{BadItem, ClosedRun, Item, OutsideRun, Policy, Repeat};
use domain::text::Text;
use e2e::{Shop, TestApp};
use proptest::prelude::*;
use store::catalogue::{CaseName, NewConfiguration};
use store::record::{ConfigurationName, IncomingItem, NewAttempt};
use uuid::Uuid;

/// How many different tests are started.
pub(super) const STARTS: u8 = 2;

#[derive(Clone, Debug)]
pub(super) enum Event {
    /// A test begins at a place: 0 is none, others are browsers.
    Start {
        test: u8,
        place: u8,
    },
    Submit(Vec<Call>),
    /// Rows are added.
    Add(Vec<Row>),
    /// Rows are taken out, and their results stay or go.
    Remove {
        rows: Vec<Row>,
        keep: bool,
    },
}

/// A case from 0, behind which come those of the tests that were started, and a configuration; 0 is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    case: usize,
    configuration: u8,
}

#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) policy: Policy,
    items: Vec<Said>,
}

/// Case 0 is unknown; configuration 0 is not named, 9 is unknown.
#[derive(Clone, Debug)]
enum Said {
    Result {
        case: usize,
        configuration: u8,
        words: Words,
    },
    Finish {
        slot: u8,
        place: u8,
        words: Words,
    },
}

#[derive(Clone, Debug)]
struct Words {
    status: Status,
    steps: i32,
    note: Patch<u8>,
    error: Patch<u8>,
}

pub(super) fn events() -> impl Strategy<Value = Vec<Event>> {
    let start = (0..STARTS, 0..3_u8).prop_map(|(test, place)| Event::Start { test, place });
    let submit = prop::collection::vec(call(), 1..3).prop_map(Event::Submit);
    let add = rows().prop_map(Event::Add);
    let remove = (rows(), any::<bool>()).prop_map(|(rows, keep)| Event::Remove { rows, keep });
    prop::collection::vec(
        prop_oneof![1 => start, 4 => submit, 1 => add, 1 => remove],
        1..10,
    )
}

/// A test ends in two browsers, the row of one is taken out with its results kept, and the test of the other says that
/// it was that browser.
pub(super) fn a_kept_row_comes_back() -> Vec<Event> {
    let finish = |slot, place| Call {
        policy: Policy {
            repeat: Repeat::Append,
            outside: OutsideRun::Add,
            bad_item: BadItem::RefuseAll,
            closed: ClosedRun::Refuse,
        },
        items: vec![Said::Finish {
            slot,
            place,
            words: Words {
                status: Status::Failed,
                steps: 0,
                note: Patch::Keep,
                error: Patch::Keep,
            },
        }],
    };
    let row = Row {
        case: 3,
        configuration: 2,
    };
    vec![
        Event::Start { test: 0, place: 1 },
        Event::Start { test: 0, place: 2 },
        Event::Submit(vec![finish(1, 2), finish(0, 1)]),
        Event::Remove {
            rows: vec![row],
            keep: true,
        },
        Event::Submit(vec![finish(0, 2)]),
        Event::Submit(vec![finish(0, 1)]),
    ]
}

/// Calls that are made at the same time, and again, and again.
pub(super) fn rounds() -> impl Strategy<Value = Vec<Vec<Call>>> {
    prop::collection::vec(prop::collection::vec(call(), 2..6), 1..5)
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..3 + usize::from(STARTS), 0..3_u8).prop_map(|(case, configuration)| Row {
        case,
        configuration,
    });
    prop::collection::vec(row, 1..3)
}

fn call() -> impl Strategy<Value = Call> {
    let repeat = prop_oneof![Just(Repeat::Append), Just(Repeat::Upsert)];
    let outside = prop_oneof![Just(OutsideRun::Add), Just(OutsideRun::Refuse)];
    let bad_item = prop_oneof![Just(BadItem::RefuseItem), Just(BadItem::RefuseAll)];
    let policy = (repeat, outside, bad_item).prop_map(|(repeat, outside, bad_item)| Policy {
        repeat,
        outside,
        bad_item,
        closed: ClosedRun::Refuse,
    });
    (policy, prop::collection::vec(said(), 1..5)).prop_map(|(policy, items)| Call { policy, items })
}

fn said() -> impl Strategy<Value = Said> {
    let case = prop_oneof![9 => 1..4_usize, 1 => Just(0_usize)];
    let configuration = prop_oneof![6 => Just(0_u8), 3 => 1..3_u8, 1 => Just(9_u8)];
    let result =
        (case, configuration, words()).prop_map(|(case, configuration, words)| Said::Result {
            case,
            configuration,
            words,
        });
    let finish = (0..3_u8, 0..3_u8, words()).prop_map(|(slot, place, words)| Said::Finish {
        slot,
        place,
        words,
    });
    prop_oneof![3 => result, 1 => finish]
}

fn words() -> impl Strategy<Value = Words> {
    let status = prop::sample::select(vec![
        Status::Passed,
        Status::Failed,
        Status::Skipped,
        Status::Untested,
    ]);
    let patch = || prop_oneof![2 => Just(Patch::Keep), 1 => Just(Patch::Clear), 2 => (0..2_u8).prop_map(Patch::Set)];
    (
        status,
        prop_oneof![3 => Just(0), 2 => 1..4_i32],
        patch(),
        patch(),
    )
        .prop_map(|(status, steps, note, error)| Words {
            status,
            steps,
            note,
            error,
        })
}

/// What the numbers of a script stand for.
pub(super) struct Subject<'a> {
    pub(super) shop: &'a Shop,
    pub(super) configurations: &'a [ConfigurationNumber],
    /// The attempts that were started, and where.
    pub(super) started: &'a BTreeMap<u8, (Uuid, u8)>,
    /// The cases of the tests that were started.
    pub(super) discovered: &'a BTreeMap<u8, CaseNumber>,
}

fn text(raw: impl Into<String>) -> Text {
    Text::new(raw).unwrap()
}

fn environment(place: u8) -> Environment {
    let browser = (place > 0).then(|| text(format!("browser {place}")));
    Environment {
        browser,
        ..Environment::default()
    }
}

/// The configurations that `environment(1)` and `environment(2)` are.
pub(super) async fn configurations(app: &TestApp, shop: &Shop) -> Vec<ConfigurationNumber> {
    let wanted: Vec<NewConfiguration> = (1..3)
        .filter_map(|place| NewConfiguration::unnamed(environment(place)))
        .collect();
    app.store
        .ensure_configurations(&shop.who, &wanted)
        .await
        .unwrap()
}

pub(super) fn start(test: u8, place: u8, shop: &Shop) -> NewAttempt {
    let name = format!("test {test}");
    let identity = Identity::automated("file", &[], &name);
    let start = Outcome {
        environment: environment(place).into(),
        ..Outcome::bare(Status::InProgress.into(), shop.who.user)
    };
    NewAttempt {
        name: text(name),
        identity,
        start,
    }
}

impl Subject<'_> {
    fn known(&self, configuration: u8) -> Option<ConfigurationNumber> {
        self.configurations
            .get(usize::from(configuration).checked_sub(1)?)
            .copied()
    }

    pub(super) fn keys(&self, rows: &[Row]) -> Vec<RowKey> {
        let case = |place: usize| {
            let discovered = || {
                let test = place - self.shop.cases.len();
                self.discovered.get(&u8::try_from(test).unwrap()).copied()
            };
            let known = self.shop.cases.get(place).map(|case| case.number);
            known.or_else(discovered)
        };
        let key = |row: &Row| {
            Some(RowKey {
                case: case(row.case)?,
                configuration: self.known(row.configuration),
            })
        };
        rows.iter().filter_map(key).collect()
    }

    fn attempt(&self, slot: u8) -> Uuid {
        self.started.get(&slot).map_or(Uuid::max(), |(id, _)| *id)
    }

    /// The items as a dialect gives them to the store.
    pub(super) fn items(&self, call: &Call) -> Vec<IncomingItem> {
        let each = |said: &Said| match said {
            Said::Result {
                case,
                configuration,
                words,
            } => IncomingItem::Row {
                case: vec![CaseName::Reference(Reference::Number(self.case(*case)))],
                configuration: match configuration {
                    0 => ConfigurationName::Unspecified,
                    other => ConfigurationName::Number(
                        self.known(*other)
                            .map_or(i32::MAX, ConfigurationNumber::get),
                    ),
                },
                draft: Box::new(words.draft(StepRef::Index, 0)),
            },
            Said::Finish { slot, place, words } => IncomingItem::Finish {
                attempt: self.attempt(*slot),
                draft: Box::new(
                    words.draft(|step| StepRef::Reported(text(step.to_string())), *place),
                ),
            },
        };
        call.items.iter().map(each).collect()
    }

    /// The same items with every name looked up by hand.
    pub(super) fn resolved(&self, call: &Call) -> Vec<Item> {
        let each = |said: &Said| match said {
            Said::Result {
                case,
                configuration,
                words,
            } => Item::Row {
                case: case
                    .checked_sub(1)
                    .map(|place| self.shop.cases[place].number),
                configuration: match (configuration, self.known(*configuration)) {
                    (0, _) => ConfigurationChoice::Unspecified,
                    (_, Some(known)) => ConfigurationChoice::Exactly(Some(known)),
                    (_, None) => ConfigurationChoice::Unknown,
                },
                draft: Box::new(words.draft(StepRef::Index, 0)),
            },
            Said::Finish { slot, place, words } => {
                let attempt = self.attempt(*slot);
                let began = self.started.get(slot).map_or(0, |(_, place)| *place);
                let configuration = self.known(if *place > 0 { *place } else { began });
                let draft = words.draft(|step| StepRef::Reported(text(step.to_string())), *place);
                Item::Finish {
                    attempt,
                    configuration,
                    draft: Box::new(draft),
                }
            }
        };
        call.items.iter().map(each).collect()
    }

    fn case(&self, case: usize) -> i32 {
        case.checked_sub(1)
            .map_or(i32::MAX, |place| self.shop.cases[place].number.get())
    }
}

impl Words {
    fn draft(&self, step: impl Fn(i32) -> StepRef, place: u8) -> Draft {
        let said = |byte: u8| text(format!("said {byte}"));
        let step = |index: i32| StepDraft {
            step: step(index),
            status: Some(self.status.into()),
            note: (index == 2).then(|| text("second")),
            keyword: None,
            text: None,
            started_at: None,
            finished_at: None,
            elapsed_ms: (index == 3).then_some(30),
            failure: None,
        };
        let failure = |byte: u8| {
            vec![Failure {
                message: Some(said(byte)),
                trace: Some(vec![said(byte)]),
            }]
        };
        Draft {
            note: self.note.clone().map(said),
            failures: FailuresDraft::Whole(self.error.clone().map(failure)),
            issues: IssuesDraft::First {
                key: self.error.clone().map(said),
                url: Patch::Keep,
            },
            steps: (1..=self.steps).map(step).collect(),
            environment: environment(place).into(),
            ..Draft::of(self.status)
        }
    }
}
