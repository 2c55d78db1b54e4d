//! What a name led to is remembered by each server for itself, and all the same no server goes by what is no longer so.

use std::time::Duration;

use domain::draft::Draft;
use domain::patch::Patch;
use domain::spelling::Reference;
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Refusal, Repeat};
use domain::text::Text;
use e2e::{Shop, TestApp, database};
use store::catalogue::{CaseName, ProjectChange};
use store::locate::Run;
use store::record::{ConfigurationName, Incoming, IncomingItem, Recorded};
use store::{Located, Store};

const POLICY: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Refuse,
};

const TITLES: [&str; 2] = ["One", "Two"];

async fn record(store: &Store, shop: &Shop, run: &Located<Run>, case: CaseName) -> Recorded {
    let item = IncomingItem::Row {
        case: vec![case],
        configuration: ConfigurationName::Unspecified,
        draft: Box::new(Draft::of(Status::Passed)),
    };
    let incoming = Incoming {
        run,
        policy: POLICY,
        items: vec![item],
    };
    let recorded = store.record_and_name(&shop.who, vec![incoming]).await;
    recorded.unwrap().into_iter().next().unwrap()
}

/// The place in the shop of the case that takes a result under this name.
async fn taken_by(
    store: &Store,
    shop: &Shop,
    run: &Located<Run>,
    name: &CaseName,
) -> Option<usize> {
    let recorded = record(store, shop, run, name.clone()).await;
    match recorded.answer {
        Answer::Recorded(_) => {
            let [case] = recorded.cases.as_slice() else {
                panic!("one name, one case: {:?}", recorded.cases);
            };
            shop.cases.iter().position(|it| it.number == case.number)
        }
        Answer::Refused { reason, items: _ } => {
            assert_eq!(reason, Refusal::UnknownCase);
            None
        }
    }
}

fn key(text: &str) -> CaseName {
    CaseName::Key(Text::new(text).unwrap())
}

/// Until somebody waits for a lock in this database.
async fn somebody_waits(url: &str) {
    let waiting = "select count(*)::text from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'";
    let anybody = async { while database::text(url, waiting).await == "0" {} };
    tokio::time::timeout(Duration::from_secs(15), anybody)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_case_deleted_through_one_server_takes_no_result_through_another() {
    let app = TestApp::start().await;
    let other = app.beside().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let number = shop.cases[0].number.get();
    let names = [
        CaseName::Reference(Reference::Number(number)),
        CaseName::Reference(Reference::Opaque(shop.cases[0].opaque)),
        key(&format!("SHOP-{number}")),
    ];
    // The second time it is known.
    for name in names.iter().chain(&names) {
        for store in [&app.store, &other.store] {
            assert_eq!(
                taken_by(store, &shop, &run, name).await,
                Some(0),
                "{name:?}"
            );
        }
    }
    let case = app
        .store
        .locate_case(&shop.project, Reference::Number(number));
    let case = case.await.unwrap().unwrap();
    app.store.delete_case(&case).await.unwrap();
    for name in &names {
        for store in [&other.store, &app.store] {
            assert_eq!(taken_by(store, &shop, &run, name).await, None, "{name:?}");
        }
    }
    let two = CaseName::Reference(Reference::Number(shop.cases[1].number.get()));
    assert_eq!(taken_by(&other.store, &shop, &run, &two).await, Some(1));
}

#[tokio::test]
async fn a_spelling_leads_where_it_leads_now() {
    let app = TestApp::start().await;
    let other = app.beside().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let (one, two) = (shop.cases[0].number, shop.cases[1].number);
    let name = key(&format!("SHOP-{one}"));
    let leads = async || {
        let here = taken_by(&app.store, &shop, &run, &name).await;
        let there = taken_by(&other.store, &shop, &run, &name).await;
        assert_eq!(here, there);
        here
    };
    assert_eq!(leads().await, Some(0));
    assert_eq!(leads().await, Some(0));
    // As an import would have it.
    let database = database::connect(&app.database_url).await;
    let imported = format!(
        "insert into case_keys (project_id, kind, key, case_no)
         select project_id, 3, 'SHOP-{one}', {two} from test_cases where number = {two}"
    );
    database.batch_execute(&imported).await.unwrap();
    assert_eq!(leads().await, Some(1));
    database
        .batch_execute("delete from case_keys where kind = 3")
        .await
        .unwrap();
    assert_eq!(leads().await, Some(0));
    let change = ProjectChange {
        prefix: Patch::Set(Text::new("MOB").unwrap()),
        ..ProjectChange::default()
    };
    let changed = app
        .store
        .change_project(&shop.who, &shop.project, change)
        .await;
    changed.unwrap();
    assert_eq!(leads().await, None);
}

#[tokio::test]
async fn what_is_deleted_while_a_result_waits_for_its_run_does_not_take_it() {
    let app = TestApp::start().await;
    let other = app.beside().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let one = CaseName::Reference(Reference::Number(shop.cases[0].number.get()));
    for _ in 0..2 {
        assert_eq!(taken_by(&app.store, &shop, &run, &one).await, Some(0));
    }
    let mut holder = database::connect(&app.database_url).await;
    let held = holder.transaction().await.unwrap();
    held.batch_execute("select from runs for update")
        .await
        .unwrap();
    let waiting = taken_by(&app.store, &shop, &run, &one);
    let deleting = async {
        somebody_waits(&app.database_url).await;
        let number = Reference::Number(shop.cases[0].number.get());
        let case = other.store.locate_case(&shop.project, number).await;
        let case = case.unwrap().unwrap();
        other.store.delete_case(&case).await.unwrap();
        held.commit().await.unwrap();
    };
    let (taken, ()) = futures::join!(waiting, deleting);
    assert_eq!(taken, None);
}

#[tokio::test]
async fn a_deletion_counts_from_its_commit_on() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let run = app.run(&shop, "Run").await;
    let one = CaseName::Reference(Reference::Number(shop.cases[0].number.get()));
    assert_eq!(taken_by(&app.store, &shop, &run, &one).await, Some(0));
    let mut database = database::connect(&app.database_url).await;
    for (keep, expected) in [(false, Some(0)), (true, None)] {
        let deletion = database.transaction().await.unwrap();
        let delete = "update test_cases set deleted_at = now() where title = 'One'";
        deletion.batch_execute(delete).await.unwrap();
        assert_eq!(taken_by(&app.store, &shop, &run, &one).await, Some(0));
        if keep {
            deletion.commit().await.unwrap();
        } else {
            deletion.rollback().await.unwrap();
        }
        assert_eq!(taken_by(&app.store, &shop, &run, &one).await, expected);
    }
}

#[tokio::test]
async fn only_what_changes_names_changes_the_version() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &TITLES).await;
    let version = async || {
        let version = "select coalesce(max(version), 0)::text from catalogue_versions";
        database::text(&app.database_url, version).await
    };
    let database = database::connect(&app.database_url).await;
    for (statement, expected) in [
        (
            "update test_cases set title = title || '!', updated_at = now()",
            "0",
        ),
        ("update test_cases set catalogued = false", "1"),
        (
            "update test_cases set deleted_at = now() where title = 'One!'",
            "2",
        ),
        (
            "update test_cases set deleted_at = now() where title = 'One!'",
            "2",
        ),
        (
            "insert into case_keys select project_id, 1, title, number from test_cases",
            "2",
        ),
        ("delete from case_keys", "2"),
        ("update projects set name = 'Store', prefix = prefix", "2"),
        ("update projects set prefix = 'STORE'", "3"),
    ] {
        database.batch_execute(statement).await.unwrap();
        assert_eq!(version().await, expected, "{statement}");
    }
    app.case(&shop, "Three").await;
    assert_eq!(
        version().await,
        "3",
        "a new case changes nothing about others"
    );
}

#[tokio::test]
async fn after_one_case_thousands_change_in_no_time() {
    let app = TestApp::start().await;
    app.seed("Shop", &TITLES).await;
    let database = database::connect(&app.database_url).await;
    let changes = "
        insert into test_cases (project_id, number, opaque, title, created_by)
        select c.project_id, 100 + n, gen_random_uuid(), 'Case ' || n, c.created_by
        from (select * from test_cases limit 1) c, generate_series(1, 10000) as n;
        update test_cases set deleted_at = now() where title = 'One';
        set statement_timeout = '10s';
        update test_cases set deleted_at = now() where number > 100;
        update test_cases set deleted_at = null";
    // Ten thousand times ten thousand comparisons would take longer.
    database.batch_execute(changes).await.unwrap();
}
