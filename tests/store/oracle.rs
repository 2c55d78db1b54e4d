//! Random histories against Postgres and against the in-memory ledger: what can be read is equal.

mod history;
mod together;

use std::collections::BTreeMap;
use std::fmt::Debug;

use domain::case::{CaseStep, RowKey};
use domain::ledger::Ledger;
use domain::number::{CaseNumber, StepNumber};
use domain::outcome::Recorded;
use domain::submission::{Answer, Submission};
use domain::text::Text;
use e2e::{Shop, TestApp};
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::{Config, TestRunner};
use store::Located;
use store::catalogue::{RowSelection, RowsChange};
use store::locate::{Page, Run};
use store::read::RowOrder;
use store::record::{Incoming, NewAttempt};
use time::OffsetDateTime;
use uuid::Uuid;

use self::history::{Event, STARTS, Subject};

#[test]
fn what_is_read_is_what_the_ledger_holds() {
    try_histories(history::events(), &check);
}

#[test]
fn results_of_a_row_that_was_taken_out_are_not_counted_again() {
    try_histories(Just(history::a_kept_row_comes_back()), &check);
}

/// How many histories of a kind are tried, unless `PROPTEST_CASES` says it. `cargo xtask torture` says more, and
/// where they begin (`PROPTEST_RNG_SEED`).
const HISTORIES: u32 = 24;

/// Tries histories on one database, which `verdict check` finds nothing wrong with in the end.
fn try_histories<H: Debug>(histories: impl Strategy<Value = H>, check: &impl AsyncFn(&TestApp, H)) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let usual = Config::default();
    let mut runner = TestRunner::new(Config {
        cases: std::env::var("PROPTEST_CASES").map_or(HISTORIES, |_| usual.cases),
        max_shrink_iters: 60,
        failure_persistence: None,
        ..usual
    });
    let app = runtime.block_on(TestApp::start());
    runner
        .run(&histories, |history| {
            runtime.block_on(check(&app, history));
            Ok(())
        })
        .unwrap();
    let findings = runtime.block_on(app.store.check()).unwrap();
    let broken: Vec<_> = findings.iter().filter(|it| it.violations > 0).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

/// Runs a history in both worlds, on a project of its own.
async fn check(app: &TestApp, events: Vec<Event>) {
    let shop = app.seed("Shop", &["One", "Two", "Three"]).await;
    let run = app.run(&shop, "History").await;
    let configurations = history::configurations(app, &shop).await;
    let mut ledger = Ledger::new();
    let planned = |number: CaseNumber| RowKey {
        case: number,
        configuration: None,
    };
    ledger.add_run(
        run.number,
        shop.cases.iter().map(|case| planned(case.number)),
    );
    for case in &shop.cases {
        ledger.add_steps(case.number, steps(&case.steps));
    }
    let mut started: BTreeMap<u8, (Uuid, u8)> = BTreeMap::new();
    let mut discovered: BTreeMap<u8, CaseNumber> = BTreeMap::new();
    for event in events {
        let subject = Subject {
            shop: &shop,
            configurations: &configurations,
            started: &started,
            discovered: &discovered,
        };
        match event {
            Event::Start { test, place } => {
                let start = history::start(test, place, &shop);
                let id = open(app, &shop, &run, start.clone()).await;
                let attempts = app.store.attempts_of_run(&run, Some(id)).await.unwrap();
                let key = attempts.first().unwrap().key;
                let again = discovered.insert(test, key.case);
                assert!(
                    again.is_none_or(|case| case == key.case),
                    "a test found another case"
                );
                assert!(discovered.len() <= usize::from(STARTS));
                ledger.start_attempt(run.number, id, key, start.start);
                let free = u8::try_from(started.len()).unwrap();
                started.insert(free, (id, place));
            }
            Event::Submit(calls) => {
                let drafts = || calls.iter().map(|call| subject.items(call));
                let incoming = drafts()
                    .zip(&calls)
                    .map(|(items, call)| Incoming {
                        run: &run,
                        policy: call.policy,
                        items,
                    })
                    .collect();
                let answers = app.store.record(&shop.who, incoming).await.unwrap();
                let submissions: Vec<Submission> = calls
                    .iter()
                    .map(|call| Submission {
                        run: run.number,
                        policy: call.policy,
                        author: shop.who.user,
                        items: subject.resolved(call),
                    })
                    .collect();
                let expected = ledger.record(submissions, OffsetDateTime::UNIX_EPOCH);
                assert_eq!(timeless(answers), timeless(expected));
            }
            Event::Add(rows) => {
                let keys = subject.keys(&rows);
                let change = RowsChange {
                    added: selected(&keys),
                    ..RowsChange::default()
                };
                app.store.change_rows(&run, change).await.unwrap();
                ledger.add_rows(run.number, keys);
            }
            Event::Remove { rows, keep } => {
                let keys = subject.keys(&rows);
                let change = RowsChange {
                    removed: selected(&keys),
                    keep_results: keep,
                    ..RowsChange::default()
                };
                app.store.change_rows(&run, change).await.unwrap();
                ledger.remove_rows(run.number, keys, keep);
            }
        }
        compare(app, &shop, &run, &ledger).await;
    }
    assert_eq!(ledger.defects(), Vec::<String>::new());
}

fn selected(keys: &[RowKey]) -> Vec<RowSelection> {
    keys.iter().copied().map(RowSelection::Row).collect()
}

async fn open(app: &TestApp, shop: &Shop, run: &Located<Run>, new: NewAttempt) -> Uuid {
    let opened = app.store.start_attempt(&shop.who, run, new).await;
    opened.unwrap().expect("the run is there")
}

/// Counts, rows and results, in full.
async fn compare(app: &TestApp, shop: &Shop, run: &Located<Run>, ledger: &Ledger) {
    let now = now(app, shop, run).await;
    assert_eq!(now.counts, ledger.counts(run.number));
    assert_eq!(Some(now.state), ledger.state(run.number));

    let rows = app
        .store
        .rows_of_run(&now, RowOrder::OldestCase, None)
        .await
        .unwrap();
    assert_eq!(
        i32::try_from(rows.entries.len()).unwrap(),
        now.counts.total()
    );
    let shown: domain::counts::Counts = rows
        .entries
        .iter()
        .map(store::read::RowEntry::status)
        .collect();
    assert_eq!(shown, now.counts);
    for row in &rows.entries {
        let stored = row.shown.as_ref().map(|(it, _)| stepless(it));
        assert_eq!(stored, ledger.shown(run.number, row.key).map(stepless));
    }

    let held = ledger.results(run.number);
    // Pages count step rows too, and leave out the places of what was removed.
    let page = Page {
        skip: 0,
        take: 1_000,
    };
    let listed = app.store.results_of_run(&now, page).await.unwrap();
    let lines = held.iter().map(|(_, it)| it.outcome.steps.len() + 1).sum();
    assert_eq!(listed.entries.len(), lines);
    assert_eq!(usize::try_from(listed.total), Ok(lines));
    assert_eq!(stored(app, &now).await, self::held(ledger, run));
}

/// The run as it is at this moment.
async fn now(app: &TestApp, shop: &Shop, run: &Located<Run>) -> Located<Run> {
    let reference = domain::spelling::Reference::Opaque(run.opaque);
    let found = app.store.locate_run(&shop.who, reference).await;
    found.unwrap().expect("the run is there")
}

/// All results of a run, as they are stored, oldest first.
async fn stored(app: &TestApp, now: &Located<Run>) -> Vec<(RowKey, Recorded)> {
    let stored = app.store.all_results_of_run(now).await.unwrap();
    let oldest_first = stored.into_iter().rev();
    oldest_first
        .map(|it| (it.key, at_epoch(&it.recorded)))
        .collect()
}

/// All results of a run, as the ledger has them.
fn held(ledger: &Ledger, run: &Located<Run>) -> Vec<(RowKey, Recorded)> {
    let results = ledger.results(run.number).into_iter();
    results.map(|(key, it)| (key, at_epoch(it))).collect()
}

fn steps(catalogue: &[(i32, String, String)]) -> Vec<CaseStep> {
    let step = |(position, (id, action, expected)): (i32, &(i32, String, String))| CaseStep {
        id: StepNumber::new(*id).unwrap(),
        position,
        action: Text::new(action.as_str()).unwrap(),
        expected: Text::new(expected.as_str()).unwrap(),
    };
    (1..).zip(catalogue).map(step).collect()
}

/// The two worlds record at different moments.
fn at_epoch(recorded: &Recorded) -> Recorded {
    Recorded {
        recorded_at: OffsetDateTime::UNIX_EPOCH,
        ..recorded.clone()
    }
}

fn stepless(recorded: &Recorded) -> Recorded {
    let mut recorded = at_epoch(recorded);
    recorded.outcome.steps.clear();
    recorded
}

/// An unchanged row's receipt is what the row shows, which the store does not load steps for.
fn timeless(answers: Vec<Answer>) -> Vec<Answer> {
    let each = |answer| match answer {
        Answer::Recorded(items) => Answer::Recorded(
            items
                .into_iter()
                .map(|item| {
                    item.map(|mut receipt| {
                        let unchanged = receipt.effect == domain::submission::Effect::Unchanged;
                        let recorded = if unchanged { stepless } else { at_epoch };
                        receipt.recorded = recorded(&receipt.recorded).into();
                        receipt
                    })
                })
                .collect(),
        ),
        refused @ Answer::Refused { .. } => refused,
    };
    answers.into_iter().map(each).collect()
}
