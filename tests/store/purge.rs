//! What was deleted goes, all of it and nothing else.

use domain::spelling::Reference;
use e2e::{Shop, TestApp, database};
use store::catalogue::CaseFilter;
use store::check::Finding;
use store::purge::{TABLES_OF_PROJECT, TABLES_OF_RUN};
use store::read::RowOrder;
use store::{Deleted, StoreError};

use super::catalogue::{ALL, folder, new_case};
use super::full::Full;

/// Tables by a column they have. Loose files belong to no run: they are what is left of one.
fn tables_with(column: &str) -> String {
    format!(
        "select coalesce(string_agg(table_name::text, ' '), '')
         from information_schema.columns
         where table_schema = 'public' and column_name = '{column}' and table_name <> 'loose_files'"
    )
}

async fn listed(url: &str, column: &str) -> Vec<String> {
    let text = database::text(url, &tables_with(column)).await;
    let mut tables: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    tables.sort();
    tables
}

async fn no_violations(app: &TestApp) {
    let findings = app.store.check().await.unwrap();
    let broken: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| finding.violations > 0)
        .collect();
    assert_eq!(broken, []);
}

#[tokio::test]
async fn the_purge_knows_every_table() {
    let url = database::fresh().await;
    let mut of_runs = TABLES_OF_RUN.to_vec();
    of_runs.sort_unstable();
    assert_eq!(listed(&url, "run").await, of_runs);

    // Whole runs and projects, ids and keys bound to a project are not rows of a project's own tables.
    let mut of_projects: Vec<&str> = [TABLES_OF_PROJECT, TABLES_OF_RUN].concat();
    of_projects.extend(["access_keys", "directory", "runs"]);
    of_projects.sort_unstable();
    assert_eq!(listed(&url, "project_id").await, of_projects);
}

#[tokio::test]
async fn a_deleted_run_goes_in_chunks_and_leaves_others_alone() {
    let app = TestApp::start().await;
    let full = Full::shop(&app, "Shop").await;
    let (kept, deleted) = (&full.run, &full.other);
    let before = full.rows_of(&app, kept).await;
    assert!(full.rows_of(&app, deleted).await > 10);
    app.store.delete_run(deleted).await.unwrap();

    let mut chunks = 0;
    loop {
        let left = full.rows_of(&app, deleted).await;
        let removed = app.store.purge_chunk(3).await.unwrap();
        if removed == 0 {
            assert_eq!(left, 0);
            break;
        }
        chunks += 1;
        assert!(removed <= 4, "{removed} of {left}");
        no_violations(&app).await;
    }

    assert!(chunks > 3);
    assert_eq!(full.rows_of(&app, kept).await, before);
    assert_eq!(app.store.purge_all().await.unwrap(), 0);
}

#[tokio::test]
async fn a_deleted_project_goes_with_everything_of_it() {
    let app = TestApp::start().await;
    let kept = Full::shop(&app, "Kept").await;
    let gone = Full::shop(&app, "Gone").await;
    let before = kept.rows(&app).await;
    assert!(gone.rows(&app).await > 50);
    app.store.delete_project(&gone.shop.project).await.unwrap();

    assert!(app.store.purge_all().await.unwrap() > 0);

    assert_eq!(gone.rows(&app).await, 0);
    assert_eq!(kept.rows(&app).await, before);
    no_violations(&app).await;
    // Who located it before is told that it has gone.
    let change = store::catalogue::RunChange::default();
    let answer = app
        .store
        .change_run(&gone.shop.who, &gone.run, change)
        .await;
    assert!(matches!(answer, Err(StoreError::Deleted(Deleted::Run))));
}

#[tokio::test]
async fn of_a_deleted_case_its_title_stays() {
    let app = TestApp::start().await;
    let Full { shop, run, .. } = Full::shop(&app, "Shop").await;
    let reference = Reference::Opaque(shop.cases[0].opaque);
    let case = app.store.locate_case(&shop.project, reference).await;
    app.store
        .delete_case(&case.unwrap().unwrap())
        .await
        .unwrap();
    let drawer = folder(&app, &shop, "Drawer", None).await;
    app.store
        .delete_folder(&shop.project, drawer)
        .await
        .unwrap();

    assert!(app.store.purge_all().await.unwrap() > 0);

    no_violations(&app).await;
    let rows = app
        .store
        .rows_of_run(&run, RowOrder::OldestCase, None)
        .await
        .unwrap();
    let row = rows
        .entries
        .iter()
        .find(|row| row.key.case == shop.cases[0].number);
    let row = row.unwrap();
    assert_eq!(
        (row.case.title.as_str(), row.case.catalogued),
        ("One", false)
    );
    let text = "select (select count(*) from case_steps where case_no = 1)::text
        || (select count(*) from folders where name = 'Drawer')::text
        || (select count(*) from test_cases where purged)::text";
    assert_eq!(database::text(&app.database_url, text).await, "001");
    assert_eq!(app.store.purge_all().await.unwrap(), 0);
}

/// Creates cases in the folder until it is gone, and says how many.
async fn fill(app: &TestApp, shop: &Shop, drawer: i32) -> usize {
    let mut made = 0;
    loop {
        let new = vec![new_case("Into a folder", Some(drawer)); 3];
        match app.store.create_cases(&shop.who, &shop.project, new).await {
            Ok(Some(cases)) => made += cases.len(),
            Ok(None) | Err(StoreError::Deleted(Deleted::Project)) => return made,
            Err(error) => panic!("{error}"),
        }
    }
}

async fn cases(app: &TestApp, shop: &Shop) -> u32 {
    let listed = app
        .store
        .list_cases(&shop.project, CaseFilter::default(), ALL)
        .await;
    listed.unwrap().total
}

#[tokio::test]
async fn writers_that_meet_a_deletion_leave_nothing_behind() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let drawer = folder(&app, &shop, "Drawer", None).await;
    let writers = futures::future::join_all((0..3).map(|_| fill(&app, &shop, drawer)));
    let deletion = async {
        while cases(&app, &shop).await == 0 {}
        assert!(
            app.store
                .delete_folder(&shop.project, drawer)
                .await
                .unwrap()
        );
        app.store.purge_all().await.unwrap();
    };

    let (made, ()) = futures::future::join(writers, deletion).await;

    assert!(made.iter().sum::<usize>() > 0);
    assert_eq!(cases(&app, &shop).await, 0);
    no_violations(&app).await;

    let drawer = folder(&app, &shop, "Another", None).await;
    let writers = futures::future::join_all((0..3).map(|_| fill(&app, &shop, drawer)));
    let deletion = async {
        while cases(&app, &shop).await == 0 {}
        app.store.delete_project(&shop.project).await.unwrap();
        app.store.purge_all().await.unwrap();
    };

    futures::future::join(writers, deletion).await;

    let left = "select count(*)::text from test_cases";
    assert_eq!(database::text(&app.database_url, left).await, "0");
    no_violations(&app).await;
}

#[tokio::test]
async fn reporters_that_meet_a_deletion_leave_nothing_behind() {
    let app = TestApp::start().await;
    let full = Full::shop(&app, "Shop").await;
    let reporter = || async {
        let mut taken = 0;
        while full.pass(&app, &full.other).await {
            taken += 1;
        }
        taken
    };
    let reporters = futures::future::join_all((0..3).map(|_| reporter()));
    let before = full.rows_of(&app, &full.other).await;
    let deletion = async {
        while full.rows_of(&app, &full.other).await < before + 10 {}
        app.store.delete_run(&full.other).await.unwrap();
        app.store.purge_all().await.unwrap();
    };

    let (taken, ()) = futures::future::join(reporters, deletion).await;

    assert!(taken.iter().sum::<usize>() >= 10);
    assert_eq!(full.rows_of(&app, &full.other).await, 0);
    no_violations(&app).await;
}
