//! A project with something in every table.

use domain::draft::{Draft, StepDraft, StepRef};
use domain::identity::Identity;
use domain::outcome::Outcome;
use domain::patch::Patch;
use domain::spelling::Reference;
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Repeat};
use domain::text::Text;
use e2e::{Shop, TestApp, database};
use store::Located;
use store::catalogue::{CaseName, NewBuild, NewPlan, NewRun, RowSelection};
use store::locate::Run;
use store::purge::{TABLES_OF_PROJECT, TABLES_OF_RUN};
use store::record::{ConfigurationName, Incoming, IncomingItem, NewAttempt};
use store::seal::{Announced, NewSeal, Sealing};
use uuid::Uuid;

use super::catalogue::{folder, new_case};

const POLICY: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Refuse,
};

/// The project, its internal id and two runs that are alike.
pub(super) struct Full {
    pub(super) shop: Shop,
    pub(super) run: Located<Run>,
    pub(super) other: Located<Run>,
    project_id: String,
}

fn text(raw: &str) -> Text {
    Text::new(raw).unwrap()
}

impl Full {
    pub(super) async fn shop(app: &TestApp, name: &str) -> Self {
        let shop = app.seed(name, &["One", "Two", "Three"]).await;
        let number = shop.project.number;
        let id = format!("select id::text from projects where number = {number}");
        let project_id = database::text(&app.database_url, &id).await;
        let drawer = folder(app, &shop, "In use", None).await;
        folder(app, &shop, "Below", Some(drawer)).await;
        let made = app
            .store
            .create_case(
                &shop.who,
                &shop.project,
                new_case("In a folder", Some(drawer)),
            )
            .await;
        assert!(made.unwrap().is_some());
        let plan = NewPlan {
            id: Uuid::new_v4(),
            name: text("Plan"),
            application: text("Shop"),
            cases: shop.cases.iter().map(|case| case.number).collect(),
            configurations: Vec::new(),
        };
        assert!(app.store.put_plan(&shop.project, plan).await.unwrap());
        let run = full_run(app, &shop, &project_id).await;
        let other = full_run(app, &shop, &project_id).await;
        // Of three planned rows, the third waits for its result.
        let rows = shop.cases.iter().map(|case| case.number);
        let rows = rows.map(RowSelection::Case).collect();
        for (run, announced) in [
            (&run, Announced::Rows(rows)),
            (&other, Announced::Results(2)),
        ] {
            let seal = NewSeal {
                announced,
                deadline: None,
            };
            let sealed = app.store.seal_run(&shop.who, run, seal).await;
            assert!(matches!(sealed.unwrap(), Sealing::Sealed(run) if run.seal.is_some()));
        }
        Self {
            shop,
            run,
            other,
            project_id,
        }
    }

    /// How many rows of any table belong to the run.
    pub(super) async fn rows_of(&self, app: &TestApp, run: &Located<Run>) -> usize {
        let of = format!("project_id = {} and run = {}", self.project_id, run.number);
        let mut parts: Vec<String> = TABLES_OF_RUN
            .iter()
            .map(|table| format!("select count(*) from {table} where {of}"))
            .collect();
        let number = run.number;
        for table in ["runs where", "directory where kind = 2 and"] {
            parts.push(format!("select count(*) from {table} number = {number}"));
        }
        sum(app, &parts).await
    }

    /// Records a pass in a run; whether it was taken.
    pub(super) async fn pass(&self, app: &TestApp, run: &Located<Run>) -> bool {
        let item = IncomingItem::Row {
            case: vec![CaseName::Reference(Reference::Number(
                self.shop.cases[0].number.get(),
            ))],
            configuration: ConfigurationName::Unspecified,
            draft: Box::new(Draft::of(Status::Passed)),
        };
        let incoming = Incoming {
            run,
            policy: POLICY,
            items: vec![item],
        };
        let answers = app.store.record(&self.shop.who, vec![incoming]).await;
        matches!(answers.unwrap().as_slice(), [Answer::Recorded(_)])
    }

    /// How many rows of any table belong to the project.
    pub(super) async fn rows(&self, app: &TestApp) -> usize {
        let tables = TABLES_OF_RUN.iter().chain(TABLES_OF_PROJECT);
        let tables = tables.chain(&["runs", "directory"]);
        let id = &self.project_id;
        let mut parts: Vec<String> = tables
            .map(|table| format!("select count(*) from {table} where project_id = {id}"))
            .collect();
        parts.push(format!("select count(*) from projects where id = {id}"));
        sum(app, &parts).await
    }
}

async fn sum(app: &TestApp, parts: &[String]) -> usize {
    let parts = parts.join(" union all ");
    let query = format!("select sum(count)::text from ({parts}) as counts");
    let sum = database::text(&app.database_url, &query).await;
    sum.parse().unwrap()
}

/// A build with planned rows, results with details and steps, superseded ones, an attempt that has ended and
/// one that is open, a row that is assigned and one with a file.
async fn full_run(app: &TestApp, shop: &Shop, project_id: &str) -> Located<Run> {
    let planned = shop.cases.iter().map(|case| domain::case::RowKey {
        case: case.number,
        configuration: None,
    });
    let new = NewRun {
        rows: planned.collect(),
        build: Some(NewBuild::default()),
        ..NewRun::named(text("Build"))
    };
    let run = app.store.create_run(&shop.who, &shop.project, new).await;
    let run = run.unwrap();
    for status in [Status::Failed, Status::Passed] {
        let items = shop.cases.iter().take(2).map(|case| IncomingItem::Row {
            case: vec![CaseName::Reference(Reference::Number(case.number.get()))],
            configuration: ConfigurationName::Unspecified,
            draft: Box::new(detailed(status)),
        });
        record(app, shop, &run, items.collect()).await;
    }
    let mut opened = Vec::new();
    for name in ["ended", "open"] {
        let new = NewAttempt {
            name: text(name),
            identity: Identity::automated("file", &[], name),
            start: Outcome::bare(Status::InProgress.into(), shop.who.user),
        };
        let id = app.store.start_attempt(&shop.who, &run, new).await;
        opened.push(id.unwrap().unwrap());
    }
    let end = IncomingItem::Finish {
        attempt: opened[0],
        draft: Box::new(Draft::of(Status::Passed)),
    };
    record(app, shop, &run, vec![end]).await;
    for values in [
        "row_assignees (project_id, run, case_no, assignee) values (PROJECT, RUN, CASE, 'bob')",
        "attachments (project_id, run, id, case_no, place, file_name, media_type, size, author, created_at)
            values (PROJECT, RUN, gen_random_uuid(), CASE, 1, 'a.txt', 'text/plain', 1, 1, now())",
    ] {
        let values = values
            .replace("PROJECT", project_id)
            .replace("RUN", &run.number.to_string())
            .replace("CASE", &shop.cases[0].number.to_string());
        let insert = format!("insert into {values} returning case_no::text");
        database::text(&app.database_url, &insert).await;
    }
    run
}

fn detailed(status: Status) -> Draft {
    let step = |index| StepDraft {
        step: StepRef::Index(index),
        status: Some(status.into()),
        note: None,
        keyword: None,
        text: None,
        started_at: None,
        finished_at: None,
        elapsed_ms: None,
        failure: None,
    };
    Draft {
        note: Patch::Set(text("noted")),
        steps: (1..=2).map(step).collect(),
        ..Draft::of(status)
    }
}

async fn record(app: &TestApp, shop: &Shop, run: &Located<Run>, items: Vec<IncomingItem>) {
    let incoming = Incoming {
        run,
        policy: POLICY,
        items,
    };
    let answers = app.store.record(&shop.who, vec![incoming]).await.unwrap();
    assert!(
        matches!(answers.as_slice(), [Answer::Recorded(_)]),
        "{answers:?}"
    );
}
