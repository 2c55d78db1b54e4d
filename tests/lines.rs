//! Who waits for what another holds goes in the order of arrival, and leaves connections to others.

use domain::draft::Draft;
use domain::status::Status;
use domain::text::Text;
use e2e::{Client, Shop, TestApp, UPSERT, database};
use futures::future::{BoxFuture, join_all};
use futures::{FutureExt as _, StreamExt as _};
use serde_json::json;
use store::catalogue::{NewBuild, NewRun, RunChange};
use store::locate::Run;
use store::record::Incoming;
use store::{Load, Located};

const CONNECTIONS: usize = 4;
const WRITERS: usize = 12;

/// A server that has few of them, and a run in a project.
async fn few_connections() -> (TestApp, Shop, Located<Run>) {
    let app = TestApp::under(Load::on(CONNECTIONS), |_| {}).await;
    let shop = app.seed("Shop", &["One"]).await;
    let run = app.run(&shop, "Run").await;
    (app, shop, run)
}

/// Somebody else comes while writers are held up, so many of them in the database.
async fn is_answered_while(
    app: &TestApp,
    other: &Client,
    writers: Vec<BoxFuture<'_, ()>>,
    held: &str,
    waiting: usize,
) {
    let mut others = database::connect(&app.database_url).await;
    let transaction = others.transaction().await.unwrap();
    transaction.batch_execute(held).await.unwrap();
    let meanwhile = async {
        app.until_waiting(waiting).await;
        let project = json!({"project": {"name": "Theirs"}});
        let _ = other.post("/api/v2/projects", &project).await.expect(200);
        app.until_waiting(waiting).await;
        transaction.rollback().await.unwrap();
    };
    // All have asked before anything else is done.
    let (_, ()) = tokio::join!(join_all(writers), meanwhile);
}

/// Renames a run.
fn rename<'a>(app: &'a TestApp, shop: &'a Shop, run: &'a Located<Run>) -> BoxFuture<'a, ()> {
    let change = RunChange {
        name: Some(Text::new("Weekly").unwrap()),
        ..RunChange::default()
    };
    let renamed = app.store.change_run(&shop.who, run, change);
    renamed.map(|it| drop(it.unwrap())).boxed()
}

#[tokio::test]
async fn of_those_who_wait_for_a_run_one_has_a_connection() {
    let (app, shop, run) = few_connections().await;
    let held = format!("select from runs where number = {} for update", run.number);
    let writers = (0..WRITERS).map(|_| rename(&app, &shop, &run)).collect();
    is_answered_while(&app, &app.basic(), writers, &held, 1).await;
}

/// By themselves, and as shards that join their build.
#[tokio::test]
async fn of_those_who_make_runs_one_has_a_connection() {
    let (app, shop, _) = few_connections().await;
    let held = "select last from organization_counters where kind = 2 for update";
    let shard = NewBuild {
        identifier: Some(Text::new("night").unwrap()),
        ..NewBuild::default()
    };
    let (app, shop) = (&app, &shop);
    for build in [None, Some(shard)] {
        let new = NewRun {
            build,
            ..NewRun::named(Text::new("Nightly").unwrap())
        };
        let made = (0..WRITERS).map(|_| {
            let made = app.store.create_run(&shop.who, &shop.project, new.clone());
            made.map(|it| drop(it.unwrap())).boxed()
        });
        is_answered_while(app, &app.basic(), made.collect(), held, 1).await;
    }
}

/// Records so many results of a run at once.
fn record<'a>(
    app: &'a TestApp,
    shop: &'a Shop,
    run: &'a Located<Run>,
    results: usize,
) -> BoxFuture<'a, ()> {
    let item = |place| shop.item(place, Draft::of(Status::Passed));
    let incoming = Incoming {
        run,
        policy: UPSERT,
        items: (0..results).map(item).collect(),
    };
    let recorded = app.store.record(&shop.who, vec![incoming]);
    recorded.map(|it| drop(it.unwrap())).boxed()
}

#[tokio::test]
async fn a_single_result_does_not_stand_in_line_behind_large_uploads() {
    let (app, shop, run) = few_connections().await;
    let held = format!("select from runs where number = {} for update", run.number);
    let large = (0..WRITERS).map(|_| record(&app, &shop, &run, 100));
    let writers = large.chain([record(&app, &shop, &run, 1)]).collect();
    is_answered_while(&app, &app.basic(), writers, &held, 2).await;
}

#[tokio::test]
async fn who_waits_to_make_a_run_keeps_nobody_from_the_rest_of_its_project() {
    let (app, shop, _) = few_connections().await;
    let other = app.seed("Other", &["One"]).await;
    let mut others = database::connect(&app.database_url).await;
    let held = others.transaction().await.unwrap();
    let number = "select last from organization_counters where kind = 2 for update";
    held.batch_execute(number).await.unwrap();
    let made = async |shop: &Shop| {
        let new = NewRun::named(Text::new("Nightly").unwrap());
        let made = app.store.create_run(&shop.who, &shop.project, new).await;
        made.unwrap();
    };
    let renamed = async {
        app.until_waiting(1).await;
        let project = format!("/api/v2/projects/PR-{}", shop.project.number);
        let change = json!({"project": {"name": "Store"}});
        let _ = app.basic().patch(&project, &change).await.expect(200);
        held.rollback().await.unwrap();
    };
    // The first has the number's turn, and the second waits for it.
    let ((), (), ()) = tokio::join!(made(&other), made(&shop), renamed);
}

#[tokio::test]
async fn one_organization_leaves_connections_to_another_whatever_it_waits_for() {
    let (app, shop, _) = few_connections().await;
    let runs = futures::stream::iter(0..WRITERS).then(|_| app.run(&shop, "Run"));
    let runs: Vec<Located<Run>> = runs.collect().await;
    let writers = runs.iter().map(|run| rename(&app, &shop, run)).collect();
    let held = "select from runs for update";
    let rival = app.with_key(&app.foreign_key("Rival").await);
    is_answered_while(&app, &rival, writers, held, CONNECTIONS - 1).await;
    let folder = async || {
        let name = Text::new("Folder").unwrap();
        let made = app
            .store
            .create_folder(&shop.project, None, name, None)
            .await;
        assert!(made.unwrap().is_some());
    };
    let writers = (0..WRITERS).map(|_| folder().boxed()).collect();
    let held = "select from projects for update";
    is_answered_while(&app, &rival, writers, held, CONNECTIONS - 1).await;
}

/// Each of them has its connection to the end.
#[tokio::test]
async fn requests_with_a_name_are_no_way_around() {
    let (app, shop, run) = few_connections().await;
    let other = app.run(&shop, "Other").await;
    let path = format!(
        "/api/v2/projects/PR-{}/test-runs/TR-{}/update",
        shop.project.number, run.number
    );
    let change = json!({"test_run": {"name": "Weekly"}});
    let named = (0..WRITERS).map(|name| {
        let client = app.basic().header("Idempotency-Key", &name.to_string());
        let (path, change) = (&path, &change);
        async move { drop(client.patch(path, change).await.expect(200).clone()) }.boxed()
    });
    let mut writers = vec![rename(&app, &shop, &other)];
    writers.extend(named);
    let rival = app.with_key(&app.foreign_key("Rival").await);
    let rival = rival.header("Idempotency-Key", "theirs");
    let held = "select from runs for update";
    is_answered_while(&app, &rival, writers, held, CONNECTIONS - 1).await;
}

#[tokio::test]
async fn a_deletion_waits_for_who_came_before_it_and_who_comes_later_waits_for_the_deletion() {
    let app = TestApp::start().await;
    let beside = app.beside().await;
    let shop = app.seed("Shop", &["One"]).await;
    let _run = app.run(&shop, "Run").await;
    let project = format!("/api/v2/projects/PR-{}", shop.project.number);
    // Whoever makes a run holds the project, and then waits for its number.
    let mut others = database::connect(&app.database_url).await;
    let held = others.transaction().await.unwrap();
    let number = "select last from organization_counters where kind = 2 for update";
    held.batch_execute(number).await.unwrap();
    let (runs, folders) = (format!("{project}/test-runs"), format!("{project}/folders"));
    let (run, folder) = (
        json!({"test_run": {"name": "Before"}}),
        json!({"folder": {"name": "After"}}),
    );
    let (client, deleting) = (app.basic(), beside.basic());
    let deletion = async {
        app.until_waiting(1).await;
        deleting.delete(&project).await
    };
    let after = async {
        app.until_waiting(2).await;
        client.post(&folders, &folder).await
    };
    let let_go = async {
        app.until_waiting(3).await;
        held.rollback().await.unwrap();
    };
    let (before, deleted, after, ()) =
        tokio::join!(client.post(&runs, &run), deletion, after, let_go);
    let _ = before.expect(200);
    let _ = deleted.expect(200);
    let _ = after.expect(404);
}
