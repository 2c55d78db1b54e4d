//! What several callers record at the same time is as if they had come one by one, in some order.

use std::collections::BTreeMap;

use domain::ledger::Ledger;
use domain::submission::{Answer, Submission};
use e2e::TestApp;
use futures::future::join_all;
use store::record::Incoming;
use time::OffsetDateTime;

use super::history::{self, Call, Subject};
use super::{RowKey, compare, held, now, open, steps, stored, timeless, try_histories};

#[test]
fn callers_at_the_same_time_are_served_one_by_one() {
    try_histories(history::rounds(), &check);
}

/// Makes the calls of each round at once: two runs of a project take turns, so that calls of both meet.
async fn check(app: &TestApp, rounds: Vec<Vec<Call>>) {
    let shop = app.seed("Shop", &["One", "Two", "Three"]).await;
    let runs = [
        app.run(&shop, "First").await,
        app.run(&shop, "Second").await,
    ];
    let configurations = history::configurations(app, &shop).await;
    let mut ledger = Ledger::new();
    for case in &shop.cases {
        ledger.add_steps(case.number, steps(&case.steps));
    }
    for run in &runs {
        let planned = shop.cases.iter().map(|case| RowKey {
            case: case.number,
            configuration: None,
        });
        ledger.add_run(run.number, planned);
    }
    let mut started = BTreeMap::new();
    for (slot, place) in [(0, 1), (1, 0)] {
        let start = history::start(slot, place, &shop);
        let id = open(app, &shop, &runs[0], start.clone()).await;
        let attempts = app.store.attempts_of_run(&runs[0], Some(id)).await.unwrap();
        let key = attempts.first().unwrap().key;
        ledger.start_attempt(runs[0].number, id, key, start.start);
        started.insert(slot, (id, place));
    }
    let subject = Subject {
        shop: &shop,
        configurations: &configurations,
        started: &started,
        discovered: &BTreeMap::new(),
    };
    for calls in rounds {
        let runs_of_calls = || runs.iter().cycle().zip(&calls);
        let sent = runs_of_calls().map(|(run, call)| {
            let incoming = Incoming {
                run,
                policy: call.policy,
                items: subject.items(call),
            };
            app.store.record(&shop.who, vec![incoming])
        });
        let answers = join_all(sent).await;
        let answers: Vec<Vec<Answer>> = answers
            .into_iter()
            .map(|it| timeless(it.unwrap()))
            .collect();
        let submissions: Vec<Submission> = runs_of_calls()
            .map(|(run, call)| Submission {
                run: run.number,
                policy: call.policy,
                author: shop.who.user,
                items: subject.resolved(call),
            })
            .collect();
        let mut fitting = one_by_one(&ledger, &submissions, &answers);
        assert!(
            !fitting.is_empty(),
            "no order of the calls leads to these answers"
        );
        // Two that end one attempt are answered alike in either order; which was last is there to be seen.
        let mut seen = Vec::new();
        for run in &runs {
            let now = now(app, &shop, run).await;
            seen.push(stored(app, &now).await);
        }
        let results = |ledger: &Ledger| runs.each_ref().map(|run| held(ledger, run));
        let place = fitting.iter().position(|it| seen == results(it));
        ledger = fitting.swap_remove(place.unwrap_or(0));
        for run in &runs {
            compare(app, &shop, run, &ledger).await;
        }
    }
    assert_eq!(ledger.defects(), Vec::<String>::new());
}

/// The ledgers after each order of the submissions in which each gets its answer.
fn one_by_one(ledger: &Ledger, submissions: &[Submission], answers: &[Vec<Answer>]) -> Vec<Ledger> {
    let mut fitting = Vec::new();
    let mut open: Vec<(Ledger, Vec<usize>)> = vec![(ledger.clone(), Vec::new())];
    while let Some((ledger, done)) = open.pop() {
        if done.len() == submissions.len() {
            fitting.push(ledger);
            continue;
        }
        for (place, submission) in submissions.iter().enumerate() {
            if done.contains(&place) {
                continue;
            }
            let mut after = ledger.clone();
            let answer = after.record(vec![submission.clone()], OffsetDateTime::UNIX_EPOCH);
            if timeless(answer) == answers[place] {
                open.push((after, [&done[..], &[place]].concat()));
            }
        }
    }
    fitting
}
