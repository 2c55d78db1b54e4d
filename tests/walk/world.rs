//! One of each thing that a path can name, made through the dialects themselves.

use std::collections::BTreeMap;

use e2e::{Client, Form, TestApp};
use serde_json::{Value, json};
use uuid::Uuid;

use super::requests;

/// The kinds of things that belong to the organization, and are seen by each of its keys.
pub(super) const OF_ORGANIZATION: [&str; 3] = ["configuration", "field", "status"];

/// What things are called: a kind of thing, and the id of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names(BTreeMap<&'static str, String>);

impl Names {
    /// The id of the thing of this kind.
    pub(super) fn id(&self, kind: &str) -> &str {
        let id = self.0.get(kind);
        id.unwrap_or_else(|| panic!("world.rs makes no {kind}"))
    }

    /// Every kind with its id.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(kind, id)| (*kind, id.as_str()))
    }

    /// The same names, but for one kind, which has the name that `other` has for it.
    pub(super) fn but(&self, kind: &'static str, other: &Self) -> Self {
        let mut names = self.clone();
        names.0.insert(kind, other.id(kind).to_owned());
        names
    }

    /// Ids of the same form that name nothing.
    pub(super) fn of_nothing(&self) -> Self {
        let missing = |id: &String| {
            if Uuid::parse_str(id).is_ok() {
                return Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef).to_string();
            }
            let (head, number) = id.split_at(id.find(|c: char| c.is_ascii_digit()).unwrap_or(0));
            if number.bytes().all(|byte| byte.is_ascii_digit()) {
                // More digits than any number that a walk reaches, and a result's id that fits its form.
                let places = number.len().max(6);
                return format!("{head}{}", "8".repeat(places));
            }
            // An opaque spelling: the same prefix, and other digits.
            let (head, digits) = id.split_at(id.find('_').map_or(2, |at| at + 1));
            format!("{head}{}", digits.chars().rev().collect::<String>())
        };
        Self(
            self.0
                .iter()
                .map(|(kind, id)| (*kind, missing(id)))
                .collect(),
        )
    }
}

/// Makes things through the client that calls it.
struct Maker<'a>(&'a Client);

impl Maker<'_> {
    async fn made(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = serde_json::to_vec(body).unwrap();
        let sent = self.0.raw(method, path, Some("application/json"), body);
        let reply = sent.await;
        let is_good = (200..300).contains(&reply.status());
        assert!(
            is_good,
            "{method} {path}: {} {}",
            reply.status(),
            reply.text()
        );
        reply.json().clone()
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        self.made("POST", path, body).await
    }
}

/// The value at a path of keys, as a text.
fn text(value: &Value, pointer: &str) -> String {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => panic!("no {pointer} in {value}"),
    }
}

/// What belongs to the organization, once.
pub(super) async fn organization(client: &Client) -> Names {
    let maker = Maker(client);
    let configuration = maker
        .post(
            "/api/v2/configurations",
            &json!({"name": "Firefox on Linux"}),
        )
        .await;
    let field = maker
        .post(
            "/api/v2/custom-fields",
            &requests::field("Priority of the field"),
        )
        .await;
    let status = requests::status("Known bug");
    let status = maker.post("/api/verdict/statuses", &status).await;
    Names(BTreeMap::from([
        ("configuration", text(&configuration, "/id")),
        ("status", text(&status, "/number")),
        ("field", text(&field, "/custom_field/id")),
    ]))
}

/// A project with one of each thing in it. Each call makes another.
pub(super) async fn project(client: &Client, organization: &Names) -> Names {
    let maker = Maker(client);
    let mut names = organization.clone();
    let mut name = |kind, id: String| {
        names.0.insert(kind, id.clone());
        id
    };

    let called = format!("Shop {}", Uuid::new_v4().simple());
    let made = json!({"project": {"name": called}});
    let made = maker.post("/api/v2/projects", &made).await;
    name("called", called.clone());
    let project = name("project", text(&made, "/project/identifier"));
    let base = format!("/api/v2/projects/{project}");
    let folder = json!({"folder": {"name": "Checkout"}});
    let made = maker.post(&format!("{base}/folders"), &folder).await;
    let folder = name("folder", text(&made, "/folder/id"));
    let case = json!({"test_case": {"name": "Pay by card", "test_case_steps": [{"step": "Pay", "result": "Paid"}]}});
    let made = maker
        .post(&format!("{base}/folders/{folder}/test-cases"), &case)
        .await;
    let case = name("case", text(&made, "/data/test_case/identifier"));

    let run = json!({"test_run": {"name": "Nightly", "test_cases": [case]}});
    let made = maker.post(&format!("{base}/test-runs"), &run).await;
    let run = name("run", text(&made, "/test_run/identifier"));
    let seal = format!("/api/verdict/runs/{run}/seal");
    let _ = maker.made("PUT", &seal, &json!({"results": 1})).await;
    let result = json!({"test_case_id": case, "test_result": {"status": "failed"}});
    let made = maker
        .post(&format!("{base}/test-runs/{run}/results"), &result)
        .await;
    name("result", text(&made, "/test-result/id"));
    let rows = client.get(&format!("/v1/runs/{run}/results")).await;
    let row = name("row", text(rows.expect(200), "/data/0/id"));
    let form = Form::default().file("file", "log.txt", b"declined\n");
    let path = format!("/api/v1/results/{row}/attachments");
    let sent = client.raw("POST", &path, Some(Form::CONTENT_TYPE), form.finish());
    let attached = sent.await;
    name("attachment", text(attached.expect(201), "/data/0/id"));

    let build =
        json!({"name": "nightly", "project_name": called, "started_at": "2025-11-11T10:00:00Z"});
    let made = maker.post("/ext/v1/builds/start", &build).await;
    let build = name("build", text(&made, "/build_hashed_id"));
    let attempt = Uuid::new_v4().to_string();
    let start = json!({
        "uuid": attempt, "name": "pays", "file_name": "tests/pay.py", "scopes": ["Checkout"],
        "started_at": "2025-11-11T10:30:00Z",
    });
    let made = maker
        .post(&format!("/ext/v1/builds/{build}/tests/start"), &start)
        .await;
    name("attempt", text(&made, "/uuid"));

    let hooks = format!("/ext/v1/builds/{build}/hooks/start");
    let made = maker.post(&hooks, &requests::hook()).await;
    name("hook", text(&made, "/uuid"));

    let plan = name("plan", Uuid::new_v4().to_string());
    let body = json!({"project": project, "name": "Nightly", "application": "Shop", "test_cases": [case], "configurations": []});
    let _ = maker
        .made("PUT", &format!("/api/verdict/plans/{plan}"), &body)
        .await;
    names
}

/// Lets the numbers of the first organization's things begin high, so that they are nobody else's.
pub(super) async fn with_high_numbers() -> TestApp {
    let app = TestApp::start().await;
    app.sql(
        "insert into organization_counters (organization_id, kind, last)
         select id, kind, 1000 from organizations, generate_series(1, 100) kind
         on conflict (organization_id, kind) do update set last = excluded.last",
    )
    .await;
    app
}
