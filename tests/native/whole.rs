//! A result with everything a result can have, and what is read of it.

use std::collections::BTreeMap;

use domain::draft::{Draft, FailuresDraft, IssuesDraft, StepDraft, StepRef};
use domain::number::{ConfigurationNumber, CustomStatusNumber};
use domain::outcome::{Environment, Failure, Field, IssueLink, Origin, StatusChoice};
use domain::patch::Patch;
use domain::status::Status;
use domain::text::Text;
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

pub(super) const HOOK: Uuid = Uuid::from_u128(7);

fn text(raw: &str) -> Text {
    Text::new(raw).unwrap()
}

/// `2023-11-14T22:13:20Z` and some seconds.
fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_700_000_000 + seconds).unwrap()
}

fn custom(status: Status) -> StatusChoice {
    StatusChoice {
        status,
        custom: CustomStatusNumber::new(4),
    }
}

/// Says all that can be said; the case has three steps.
pub(super) fn draft() -> Draft {
    let step = StepDraft {
        step: StepRef::Index(2),
        status: Some(custom(Status::Blocked)),
        note: Some(text("no button")),
        keyword: Some(text("When")),
        text: Some(text("click")),
        started_at: Some(at(1)),
        finished_at: Some(at(2)),
        elapsed_ms: Some(1000),
        failure: Some(text("missing")),
    };
    let reported = StepDraft {
        step: StepRef::Reported(text("s-9")),
        ..step.clone()
    };
    Draft {
        status: Some(custom(Status::TimedOut)),
        note: Patch::Set(text("slow")),
        elapsed_ms: Patch::Set(3800),
        executed_at: Patch::Set(at(3)),
        started_at: Patch::Set(at(0)),
        framework: Patch::Set(text("playwright")),
        issues: IssuesDraft::Whole(Patch::Set(vec![IssueLink {
            key: Some(text("LIN-42")),
            url: Some(text("https://linear.app/acme/issue/LIN-42")),
            tracker: Some(text("linear")),
            host: Some(text("https://linear.app")),
        }])),
        fields: Patch::Set(vec![Field {
            name: text("Browser"),
            value: text("[1]"),
        }]),
        failures: FailuresDraft::Whole(Patch::Set(vec![
            Failure {
                message: Some(text("Expected")),
                trace: Some(vec![text("at a"), text("at b")]),
            },
            Failure::default(),
        ])),
        steps: vec![step, reported],
        origin: Patch::Set(
            Origin {
                file: Some(text("cart.spec.ts")),
                scopes: vec![text("Cart")],
                location: Some(text("cart.spec.ts:7")),
                vc_path: Some(text("web/cart.spec.ts")),
                tags: vec![text("slow")],
                language: Some(text("ts")),
                code: Some(text("test()")),
                preliminary: Some(text("pending")),
            }
            .into(),
        ),
        environment: Environment {
            device: Some(text("Desktop")),
            os: Some(text("Linux")),
            os_version: Some(text("6.8")),
            browser: Some(text("Firefox")),
            browser_version: Some(text("121")),
            viewport: Some(text("690x490")),
        }
        .into(),
        metadata: BTreeMap::from([(text("owner"), vec![text("ann"), text("bob")])]),
        hooks: Patch::Set(vec![HOOK]),
    }
}

/// What is read; ids and the time of recording are those of `read`.
pub(super) fn expected(read: &Value, configuration: ConfigurationNumber) -> Value {
    let catalogued = read["steps"][0]["step_id"].clone();
    assert!(catalogued.is_i64());
    let step = |place: i64, step: Value, given: Value, expected: Value| {
        json!({
            "id": read["id"].as_i64().unwrap() - 2 + place,
            "position": 2, "step_id": step, "given_id": given,
            "status": "blocked", "custom_status": 4, "note": "no button", "keyword": "When",
            "text": "click", "expected": expected,
            "started_at": "2023-11-14T22:13:21.000Z", "finished_at": "2023-11-14T22:13:22.000Z",
            "elapsed_ms": 1000, "failure": "missing",
        })
    };
    json!({
        "id": read["id"], "row_id": read["row_id"], "attempt_id": read["attempt_id"], "run_id": "TR-1",
        "case_id": "TC-1", "project_id": "PR-1", "case_title": "Cart",
        "configuration": {
            "id": configuration.get(), "name": "firefox", "os": "Linux", "os_version": null,
            "viewport": "690x490", "device": null, "browser": null, "browser_version": null,
        },
        "status": "timed_out", "custom_status": 4, "note": "slow", "elapsed_ms": 3800,
        "recorded_at": read["recorded_at"], "executed_at": "2023-11-14T22:13:23.000Z",
        "started_at": "2023-11-14T22:13:20.000Z", "framework": "playwright",
        "author": {"id": 1, "email": "ann@localhost"},
        "issues": [{
            "key": "LIN-42", "url": "https://linear.app/acme/issue/LIN-42", "tracker": "linear",
            "host": "https://linear.app",
        }],
        "fields": [{"name": "Browser", "value": "[1]"}],
        "failures": [
            {"message": "Expected", "trace": ["at a", "at b"]},
            {"message": null, "trace": null},
        ],
        "steps": [
            step(0, catalogued, json!(null), json!("Cart: see 2")),
            step(1, json!(null), json!("s-9"), json!(null)),
        ],
        "origin": {
            "file": "cart.spec.ts", "scopes": ["Cart"], "location": "cart.spec.ts:7",
            "vc_path": "web/cart.spec.ts", "tags": ["slow"], "language": "ts", "code": "test()",
            "preliminary_result": "pending",
        },
        "environment": {
            "device": "Desktop", "os": "Linux", "os_version": "6.8", "browser": "Firefox",
            "browser_version": "121", "viewport": "690x490",
        },
        "metadata": {"owner": ["ann", "bob"]},
        "hooks": [HOOK.to_string()],
    })
}

/// The environment of the configuration the result is recorded under.
pub(super) fn configuration() -> store::catalogue::NewConfiguration {
    store::catalogue::NewConfiguration {
        name: text("firefox"),
        environment: Environment {
            os: Some(text("Linux")),
            viewport: Some(text("690x490")),
            ..Environment::default()
        },
    }
}
