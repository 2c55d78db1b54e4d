//! The table of run states in the documentation is what the server does.

use domain::run_state::RunState;
use domain::spelling::{self, Kind};
use domain::text::Text;
use e2e::{Reply, Shop, TestApp};
use serde_json::json;
use store::Located;
use store::catalogue::NewRun;
use store::locate::Run;

const DOCUMENT: &str = include_str!("../../docs/dialects.md");

/// One line of the table, by its headings.
struct Line {
    state: RunState,
    browserstack: String,
    qahub: String,
    takes: String,
    opened_by: String,
}

fn lines() -> Vec<Line> {
    let section = DOCUMENT.split("## Run states").nth(1).expect("the section");
    let section = section.split("\n## ").next().expect("its text");
    let rows = section.lines().filter(|line| line.starts_with("| "));
    let mut rows = rows.map(|line| {
        line.split('|')
            .map(|it| it.trim().to_owned())
            .collect::<Vec<_>>()
    });
    let headings = rows.next().expect("the headings");
    let place = |name: &str| {
        headings
            .iter()
            .position(|it| it.starts_with(name))
            .expect("a heading")
    };
    let places = ["browserstack", "qahub", "takes results", "opened again by"].map(place);
    rows.map(|row| {
        let [browserstack, qahub, takes, opened_by] = places.map(|place| row[place].clone());
        let named = |it: &RunState| format!("{it:?}") == row[1];
        Line {
            state: RunState::ALL.into_iter().find(named).expect("a state"),
            browserstack,
            qahub,
            takes,
            opened_by,
        }
    })
    .collect()
}

/// A run in a state, with a row for each case.
async fn run(app: &TestApp, shop: &Shop, state: RunState) -> Located<Run> {
    let rows = shop
        .cases
        .iter()
        .map(|case| domain::case::RowKey::first_of(case.number));
    let new = NewRun {
        state,
        rows: rows.collect(),
        ..NewRun::named(Text::new("Nightly").unwrap())
    };
    let made = app.store.create_run(&shop.who, &shop.project, new).await;
    made.unwrap()
}

async fn state(app: &TestApp, shop: &Shop, run: &Located<Run>) -> RunState {
    let reference = spelling::Reference::Opaque(run.opaque);
    let run = app.store.locate_run(&shop.who, reference).await.unwrap();
    run.unwrap().state
}

fn says(list: &str, dialect: &str) -> bool {
    list == "all" || list.split(", ").any(|it| it == dialect)
}

#[tokio::test]
async fn every_state_reads_takes_results_and_is_opened_again_as_the_table_says() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Login"]).await;
    let lines = lines();
    assert!(lines.iter().map(|it| it.state).eq(RunState::ALL));
    for line in &lines {
        let made = run(&app, &shop, line.state).await;
        let below = format!(
            "/api/v2/projects/PR-{}/test-runs/TR-{}",
            shop.project.number, made.number
        );
        let shown = app.basic().get(&below).await;
        let shown = &shown.expect(200)["test_run"];
        let read = format!(
            "{} / {}",
            shown["run_state"].as_str().unwrap(),
            shown["active_state"].as_str().unwrap()
        );
        assert_eq!(read, line.browserstack);
        let id = spelling::cuid(made.opaque);
        let shown = app.bearer().get(&format!("/api/v1/runs/{id}")).await;
        assert_eq!(shown.expect(200)["data"]["status"], *line.qahub);

        for (dialect, reply) in results(&app, &shop, &made).await {
            let taken = matches!(reply.status(), 200 | 201);
            assert_eq!(
                taken,
                says(&line.takes, dialect),
                "{:?} {dialect}: {}",
                line.state,
                reply.text()
            );
        }
        if line.state.is_over() {
            assert_eq!(line.opened_by, "browserstack, qahub");
            open(&app, &shop, line.state).await;
        } else {
            assert_eq!(line.opened_by, "–");
        }
    }
}

/// The same result through each dialect that refuses some.
async fn results(app: &TestApp, shop: &Shop, run: &Located<Run>) -> Vec<(&'static str, Reply)> {
    let case = spelling::numbered(Kind::Case, shop.cases[0].number.get());
    let browserstack = format!(
        "/api/v2/projects/PR-{}/test-runs/TR-{}/results",
        shop.project.number, run.number
    );
    let single = json!({"test_result": {"status": "passed"}, "test_case_id": case});
    let qahub = format!("/api/v1/runs/{}/results", spelling::cuid(run.opaque));
    let upsert = json!({"results": [{"test_case_id": case, "status": "PASSED"}]});
    let testably = format!(
        "/v1/runs/{}/results/bulk",
        spelling::prefixed(Kind::Run, run.opaque)
    );
    let bulk = json!({"results": [{"test_case_id": case, "status": "passed"}]});
    vec![
        (
            "browserstack",
            app.basic().post(&browserstack, &single).await,
        ),
        ("qahub", app.bearer().post(&qahub, &upsert).await),
        ("testably", app.bearer().post(&testably, &bulk).await),
    ]
}

/// Every way of opening a run again that the table names.
async fn open(app: &TestApp, shop: &Shop, from: RunState) {
    let runs = [
        run(app, shop, from).await,
        run(app, shop, from).await,
        run(app, shop, from).await,
    ];
    let update = |run: &Located<Run>| {
        format!(
            "/api/v2/projects/PR-{}/test-runs/TR-{}/update",
            shop.project.number, run.number
        )
    };
    let body = json!({"test_run": {"run_state": "in_progress"}});
    let qahub = format!("/api/v1/runs/{}", spelling::cuid(runs[2].opaque));
    for reply in [
        app.basic().patch(&update(&runs[0]), &body).await,
        app.basic().post(&update(&runs[1]), &body).await,
        app.bearer()
            .patch(&qahub, &json!({"status": "IN_PROGRESS"}))
            .await,
    ] {
        assert_eq!(reply.status(), 200, "{from:?}: {}", reply.text());
    }
    for run in &runs {
        assert_eq!(
            state(app, shop, run).await,
            RunState::InProgress,
            "{from:?}"
        );
    }
}
