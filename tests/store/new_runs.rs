//! A run that is made with its results, and its project with it: all or nothing.

use domain::draft::Draft;
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Refusal, Repeat};
use domain::text::Text;
use e2e::{TestApp, database};
use store::catalogue::{NewProject, NewRun};
use store::record::{Home, IncomingItem, NewRunItem, RecordedRun};

fn text(raw: &str) -> Text {
    Text::new(raw).unwrap()
}

fn named(name: &str) -> NewProject {
    NewProject {
        name: text(name),
        description: None,
        prefix: None,
    }
}

fn policy(bad_item: BadItem) -> Policy {
    Policy {
        repeat: Repeat::Append,
        outside: OutsideRun::Add,
        bad_item,
        closed: ClosedRun::Accept,
    }
}

fn one_good_and_one_bad() -> Vec<NewRunItem> {
    let good = NewRunItem::Unlinked {
        title: text("Pays by card"),
        draft: Box::new(Draft::of(Status::Passed)),
    };
    let bad = IncomingItem::Bad(Refusal::Malformed("no status".to_owned()));
    vec![good, NewRunItem::Known(bad)]
}

async fn record(app: &TestApp, home: Home<'_>, bad_item: BadItem) -> RecordedRun {
    let who = app.who().await;
    let new = NewRun::named(text("Nightly"));
    let items = one_good_and_one_bad();
    let made = app
        .store
        .record_new_run(&who, home, new, policy(bad_item), items);
    made.await.unwrap().unwrap()
}

/// How many projects, runs, cases and places in the directory there are.
async fn held(app: &TestApp) -> String {
    let counted = "select concat_ws(' ', (select count(*) from projects), (select count(*) from runs), \
                   (select count(*) from test_cases), (select count(*) from directory))";
    database::text(&app.database_url, counted).await
}

#[tokio::test]
async fn results_that_are_refused_as_a_whole_leave_neither_project_nor_run() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["One"]).await;
    let before = held(&app).await;
    for home in [Home::Named(named("New")), Home::Located(&shop.project)] {
        let made = record(&app, home, BadItem::RefuseAll).await;
        assert!(made.run.is_none());
        assert!(matches!(made.recorded.answer, Answer::Refused { .. }));
        assert_eq!(held(&app).await, before);
    }
}

#[tokio::test]
async fn results_of_which_one_is_refused_come_with_run_and_project() {
    let app = TestApp::start().await;
    let made = record(&app, Home::Named(named("New")), BadItem::RefuseItem).await;
    let run = made.run.unwrap();
    assert_eq!(run.counts.of(Status::Passed), 1);
    assert_eq!(held(&app).await, "1 1 1 3");
}
