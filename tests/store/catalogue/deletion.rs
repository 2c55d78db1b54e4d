//! What stays of deleted cases, and what does not of deleted runs.

use domain::draft::Draft;
use domain::identity::Identity;
use domain::number::CaseNumber;
use domain::outcome::Outcome;
use domain::spelling::Reference;
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Repeat};
use e2e::{Shop, TestApp};
use store::Located;
use store::catalogue::{CaseName, NewPlan};
use store::locate::{Case, Run};
use store::read::RowOrder;
use store::record::{ConfigurationName, Incoming, IncomingItem, NewAttempt};
use uuid::Uuid;

use super::{ALL, titles};

const POLICY: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseItem,
    closed: ClosedRun::Refuse,
};

/// Records a pass; whether it was taken.
async fn pass(app: &TestApp, shop: &Shop, run: &Located<Run>, case: CaseNumber) -> bool {
    let item = IncomingItem::Row {
        case: vec![CaseName::Reference(Reference::Number(case.get()))],
        configuration: ConfigurationName::Unspecified,
        draft: Box::new(Draft::of(Status::Passed)),
    };
    let incoming = Incoming {
        run,
        policy: POLICY,
        items: vec![item],
    };
    let answers = app.store.record(&shop.who, vec![incoming]).await.unwrap();
    match answers.as_slice() {
        [Answer::Recorded(items)] => items[0].is_ok(),
        _ => false,
    }
}

async fn located(app: &TestApp, shop: &Shop, place: usize) -> Located<Case> {
    let reference = Reference::Opaque(shop.cases[place].opaque);
    let found = app.store.locate_case(&shop.project, reference).await;
    found.unwrap().unwrap()
}

async fn now(app: &TestApp, shop: &Shop, run: &Located<Run>) -> Located<Run> {
    let reference = Reference::Opaque(run.opaque);
    let found = app.store.locate_run(&shop.who, reference).await;
    found.unwrap().unwrap()
}

#[tokio::test]
async fn what_runs_have_of_a_deleted_case_stays_and_nothing_is_added() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Kept", "Deleted", "Planned"]).await;
    let run = app.run(&shop, "Run").await;
    let number = |place: usize| shop.cases[place].number;
    for place in 0..2 {
        assert!(pass(&app, &shop, &run, number(place)).await);
    }

    for place in 1..3 {
        let case = located(&app, &shop, place).await;
        app.store.delete_case(&case).await.unwrap();
        assert!(app.store.case_detail(&case).await.unwrap().is_none());
    }

    assert_eq!(titles(&app, &shop).await, ["Kept"]);
    assert!(!pass(&app, &shop, &run, number(1)).await);
    let run = now(&app, &shop, &run).await;
    assert_eq!(run.counts.of(Status::Passed), 2);
    assert_eq!(run.counts.of(Status::Untested), 1);
    let rows = app
        .store
        .rows_of_run(&run, RowOrder::OldestCase, None)
        .await
        .unwrap();
    let shown: Vec<_> = rows
        .entries
        .iter()
        .map(|row| (row.case.title.as_str(), row.case.catalogued, row.status()))
        .collect();
    assert_eq!(
        shown,
        [
            ("Kept", true, Status::Passed),
            ("Deleted", false, Status::Passed),
            ("Planned", false, Status::Untested),
        ]
    );
    let results = app.store.all_results_of_run(&run).await.unwrap();
    let results: Vec<_> = results
        .iter()
        .map(|it| (it.case.title.as_str(), it.case.catalogued))
        .collect();
    assert_eq!(results, [("Kept", true), ("Deleted", false)]);
}

#[tokio::test]
async fn a_deleted_run_is_missing_and_takes_nothing() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["One"]).await;
    let (kept, deleted) = (
        app.run(&shop, "Kept").await,
        app.run(&shop, "Deleted").await,
    );
    let number = shop.cases[0].number;
    for run in [&kept, &deleted] {
        assert!(pass(&app, &shop, run, number).await);
    }

    app.store.delete_run(&deleted).await.unwrap();

    for reference in [
        Reference::Opaque(deleted.opaque),
        Reference::Number(deleted.number.get()),
    ] {
        let found = app.store.locate_run(&shop.who, reference).await.unwrap();
        assert!(found.is_none());
    }
    assert!(!pass(&app, &shop, &deleted, number).await);
    // The case's history leaves it out as well.
    let case = located(&app, &shop, 0).await;
    let history = app.store.results_of_case(&case, ALL).await.unwrap();
    assert_eq!((history.total, history.entries.len()), (1, 1));
    let (run, _) = history.entries[0].number().split().unwrap();
    assert_eq!(run, kept.number);
}

#[tokio::test]
async fn a_plan_executes_the_cases_that_are_left() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["One", "Two", "Three"]).await;
    let numbers = |places: [usize; 2]| places.map(|place| shop.cases[place].number);
    let id = Uuid::new_v4();
    let plan = NewPlan {
        id,
        name: super::text("Plan"),
        application: super::text("Shop"),
        cases: vec![
            shop.cases[2].number,
            shop.cases[1].number,
            shop.cases[0].number,
        ],
        configurations: Vec::new(),
    };
    assert!(app.store.put_plan(&shop.project, plan).await.unwrap());
    let case = located(&app, &shop, 1).await;

    app.store.delete_case(&case).await.unwrap();

    let plan = app.store.locate_plan(&shop.who, id).await.unwrap().unwrap();
    let left: Vec<CaseNumber> = plan.rows.iter().map(|row| row.case).collect();
    assert_eq!(left, numbers([2, 0]));
}

#[tokio::test]
async fn a_test_whose_case_was_deleted_discovers_another() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let run = app.run(&shop, "Run").await;
    let start = || async {
        let new = NewAttempt {
            name: super::text("a test"),
            identity: Identity::automated("file", &[], "a test"),
            start: Outcome::bare(Status::InProgress.into(), shop.who.user),
        };
        let id = app.store.start_attempt(&shop.who, &run, new).await;
        let started = app
            .store
            .attempts_of_run(&run, Some(id.unwrap().unwrap()))
            .await;
        started.unwrap()[0].key.case
    };
    let first = start().await;
    assert_eq!(start().await, first);
    let reference = Reference::Number(first.get());
    let case = app.store.locate_case(&shop.project, reference).await;
    app.store
        .delete_case(&case.unwrap().unwrap())
        .await
        .unwrap();

    let second = start().await;

    assert_ne!(second, first);
    assert_eq!(start().await, second);
    app.store.purge_all().await.unwrap();
    assert_eq!(start().await, second);
}
