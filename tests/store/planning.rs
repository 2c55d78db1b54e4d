//! What is asked for is found by an index, also by plans that were made while all tables were known to be small.

use domain::draft::Draft;
use domain::spelling::Reference;
use domain::status::Status;
use e2e::{KEY, Shop, TestApp, UPSERT, database};
use store::locate::{Page, Run};
use store::pooler::Answers;
use store::read::RowOrder;
use store::record::Incoming;
use store::{Load, Located, Store};

/// From the sixth time on a statement may keep the plan that it has.
const TIMES: usize = 8;

/// How often something is asked for when the tables are larger.
const MORE: usize = 50;

const PAGE: Page = Page { skip: 0, take: 3 };

/// More rows of a table than one round of questions is about, and much fewer than it has.
const FEW: i64 = 40;

/// What a reporter asks for, and what a page shows of it.
async fn ask(store: &Store, shop: &Shop, run: &Located<Run>, status: Status) {
    let digest = store::account::key_digest(KEY);
    assert!(store.authenticate(None, digest).await.unwrap().is_some());
    let project = Reference::Number(shop.project.number.get());
    let project = store.locate_project(&shop.who, project).await;
    let project = project.unwrap().unwrap();
    let number = Reference::Number(run.number.get());
    let run = store.locate_run_in(&shop.who, &project, number).await;
    let run = run.unwrap().unwrap();
    let items = (0..shop.cases.len()).map(|place| shop.item(place, Draft::of(status)));
    let incoming = Incoming {
        run: &run,
        policy: UPSERT,
        items: items.collect(),
    };
    store.record(&shop.who, vec![incoming]).await.unwrap();
    store.results_of_run(&run, PAGE).await.unwrap();
    let rows = store.rows_of_run(&run, RowOrder::OldestCase, Some(PAGE));
    rows.await.unwrap();
}

#[tokio::test]
async fn no_table_is_read_further_than_is_asked_for_because_it_was_small() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["One", "Two", "Three"]).await;
    let run = app.run(&shop, "Run").await;
    ask(&app.store, &shop, &run, Status::Failed).await;
    let client = database::connect(&app.database_url).await;
    // From now on it is known how small they are. What they are read for counts from here.
    client.batch_execute("analyze").await.unwrap();
    let reset = "select pg_stat_reset(), pg_stat_clear_snapshot()";
    client.batch_execute(reset).await.unwrap();

    let url = format!("{}?application_name=planning", app.database_url);
    let store = Store::connect(&url, Load::on(1), Answers::Postgres)
        .await
        .unwrap();
    for _ in 0..TIMES {
        ask(&store, &shop, &run, Status::Passed).await;
        ask(&store, &shop, &run, Status::Failed).await;
    }
    for number in 0..200 {
        app.case(&shop, &format!("Case {number}")).await;
        let run = app.run(&shop, "Run").await;
        ask(&app.store, &shop, &run, Status::Failed).await;
    }
    for _ in 0..MORE {
        ask(&store, &shop, &run, Status::Passed).await;
    }
    drop(store);
    // A process of Postgres tells what it did when it ends, and is listed until it has.
    let others = "select count(*) from pg_stat_activity
        where application_name = 'planning' and datname = current_database()";
    while client
        .query_one(others, &[])
        .await
        .unwrap()
        .get::<_, i64>(0)
        > 0
    {
        tokio::task::yield_now().await;
    }
    let asked = i64::try_from(2 * TIMES + 200 + MORE).unwrap();
    let read = "select relname, seq_scan, coalesce(idx_tup_fetch, 0) from pg_stat_user_tables order by relname";
    let mut known = 0;
    for row in client.query(read, &[]).await.unwrap() {
        let (table, scans, rows): (&str, i64, i64) = (row.get(0), row.get(1), row.get(2));
        assert_eq!(scans, 0, "{table} was read as a whole");
        assert!(rows <= asked * FEW, "{rows} rows of {table} were read");
        known += rows;
    }
    assert!(known > asked, "what is read is counted");
}
