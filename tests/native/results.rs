//! Results by each of their ids.

use domain::identity::Identity;
use domain::number::{ConfigurationNumber, UserNumber};
use domain::outcome::Outcome;
use domain::spelling::{self, Reference};
use domain::status::Status;
use domain::submission::{Answer, BadItem, ClosedRun, OutsideRun, Policy, Repeat};
use domain::text::Text;
use e2e::{Shop, TestApp};
use serde_json::{Value, json};
use store::catalogue::CaseName;
use store::locate::Run;
use store::record::{ConfigurationName, Incoming, IncomingItem, NewAttempt};
use store::{Located, Scope};

use super::whole;

const POLICY: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Accept,
};

async fn record(app: &TestApp, shop: &Shop, run: &Located<Run>, item: IncomingItem) {
    let incoming = Incoming {
        run,
        policy: POLICY,
        items: vec![item],
    };
    let answers = app.store.record(&shop.who, vec![incoming]).await.unwrap();
    assert!(matches!(answers[0], Answer::Recorded(_)), "{answers:?}");
}

/// A run in which the whole result stands under a configuration, superseded by none.
async fn recorded() -> (TestApp, Shop, Located<Run>, ConfigurationNumber) {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Cart"]).await;
    let run = app.run(&shop, "Nightly").await;
    let wanted = [whole::configuration()];
    let made = app.store.ensure_configurations(&shop.who, &wanted).await;
    let configuration = made.unwrap()[0];
    let item = IncomingItem::Row {
        case: vec![CaseName::Reference(Reference::Number(1))],
        configuration: ConfigurationName::Number(configuration.get()),
        draft: Box::new(whole::draft()),
    };
    record(&app, &shop, &run, item).await;
    (app, shop, run, configuration)
}

async fn get(app: &TestApp, id: &str) -> Value {
    let reply = app
        .bearer()
        .get(&format!("/api/verdict/results/{id}"))
        .await;
    reply.expect(200).clone()
}

/// Run 1 begins here; the two steps come before their result.
const RESULT: i64 = (1 << 22) + 3;

#[tokio::test]
async fn everything_that_is_stored_is_read() {
    let (app, _, _, configuration) = recorded().await;
    let read = get(&app, &RESULT.to_string()).await;
    assert_eq!(read, whole::expected(&read, configuration));
    assert_eq!(read["id"], RESULT);
}

#[tokio::test]
async fn every_id_of_a_result_leads_to_it() {
    let (app, _, run, _) = recorded().await;
    let read = get(&app, &RESULT.to_string()).await;
    let row = read["row_id"].as_str().unwrap();
    let cuid = row.replacen("res_", "cl", 1);
    let attempt = read["attempt_id"].as_str().unwrap();
    let ids = [
        row.to_owned(),
        cuid,
        // A step row leads to the result it is part of.
        (RESULT - 1).to_string(),
        (RESULT - 2).to_string(),
        format!("{attempt}?run=TR-1"),
        format!("{attempt}?run={}", spelling::hashed(run.opaque)),
        format!("{attempt}?run={}", run.opaque.uuid()),
    ];
    for id in ids {
        assert_eq!(get(&app, &id).await, read, "{id}");
    }
}

#[tokio::test]
async fn a_row_without_a_result_is_read_as_untested() {
    let (app, _, run, _) = recorded().await;
    let listed = app
        .bearer()
        .get(&format!("/v1/runs/TR-{}/results", run.number))
        .await;
    let row = listed.expect(200)["data"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let read = get(&app, &row).await;
    for (field, value) in [
        ("id", json!(null)),
        ("row_id", json!(row)),
        ("case_title", json!("Cart")),
        ("status", json!("untested")),
        ("configuration", json!(null)),
        ("recorded_at", json!(null)),
        ("author", json!(null)),
        ("steps", json!([])),
    ] {
        assert_eq!(read[field], value, "{field}");
    }
}

#[tokio::test]
async fn a_superseded_result_keeps_its_id_and_the_row_shows_the_newest() {
    let (app, shop, run, configuration) = recorded().await;
    let first = get(&app, &RESULT.to_string()).await;
    let item = IncomingItem::Row {
        case: vec![CaseName::Reference(Reference::Number(1))],
        configuration: ConfigurationName::Number(configuration.get()),
        draft: Box::new(domain::draft::Draft::of(Status::Passed)),
    };
    record(&app, &shop, &run, item).await;
    assert_eq!(get(&app, &RESULT.to_string()).await, first);
    let shown = get(&app, first["row_id"].as_str().unwrap()).await;
    assert_eq!(
        (&shown["id"], &shown["status"]),
        (&json!(RESULT + 1), &json!("passed"))
    );
}

#[tokio::test]
async fn an_attempt_is_read_while_it_is_open_and_when_it_has_ended() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let run = app.run(&shop, "Build").await;
    let author = UserNumber::new(1).unwrap();
    let new = NewAttempt {
        name: Text::new("adds").unwrap(),
        identity: Identity::automated("cart.js", &[], "adds"),
        start: Outcome {
            hooks: vec![whole::HOOK],
            ..Outcome::bare(Status::InProgress.into(), author)
        },
    };
    let started = app.store.start_attempt(&shop.who, &run, new).await;
    let attempt = started.unwrap().unwrap();
    let id = format!("{attempt}?run=TR-1");

    let open = get(&app, &id).await;
    assert_eq!(
        (&open["id"], &open["status"]),
        (&json!(null), &json!("in_progress"))
    );
    assert_eq!(
        (&open["case_title"], &open["hooks"]),
        (&json!("adds"), &json!([whole::HOOK.to_string()]))
    );

    let draft = domain::draft::Draft::of(Status::Broken);
    record(
        &app,
        &shop,
        &run,
        IncomingItem::Finish {
            attempt,
            draft: Box::new(draft),
        },
    )
    .await;
    let ended = get(&app, &id).await;
    assert_eq!(
        (&ended["status"], &ended["attempt_id"]),
        (&json!("broken"), &json!(attempt.to_string()))
    );
    assert_eq!(ended["hooks"], open["hooks"]);
    assert_eq!(get(&app, &ended["id"].to_string()).await, ended);
}

#[tokio::test]
async fn what_leads_nowhere_is_404() {
    let (app, ..) = recorded().await;
    let row = spelling::RowReference {
        run: domain::opaque::OpaqueId::from_random([7; 16]),
        key: domain::case::RowKey::first_of(domain::number::CaseNumber::new(1).unwrap()),
    };
    for id in [
        (RESULT + 1).to_string(),
        ((9 << 22) + 1).to_string(),
        "7".to_owned(),
        "-1".to_owned(),
        "res_1".to_owned(),
        row.prefixed(),
        format!("{}?run=TR-1", row.run.uuid()),
        format!("{}?run=TR-9", row.run.uuid()),
        format!("{}?run=nightly", row.run.uuid()),
    ] {
        let reply = app
            .bearer()
            .get(&format!("/api/verdict/results/{id}"))
            .await;
        assert_eq!(
            reply.expect(404)["error"]["message"],
            "Result not found",
            "{id}"
        );
    }
    let path = format!("/api/verdict/results/{}", row.run.uuid());
    let reply = app.bearer().get(&path).await;
    assert_eq!(reply.expect(400)["error"]["code"], "invalid_request");
}

#[tokio::test]
async fn reading_needs_its_scope() {
    let (app, ..) = recorded().await;
    let path = format!("/api/verdict/results/{RESULT}");
    assert_eq!(
        app.limited(&[Scope::Read]).await.get(&path).await.status(),
        200
    );
    let others = [Scope::Write, Scope::Execute, Scope::Admin];
    assert_eq!(app.limited(&others).await.get(&path).await.status(), 403);
    assert_eq!(app.anonymous().get(&path).await.status(), 401);
}
