//! Tables of what translation does, without a server.

use domain::case::RowKey;
use domain::number::{CaseNumber, ResultNumber};
use domain::opaque::OpaqueId;
use domain::seal::word;
use domain::spelling::RowReference;
use domain::status::Status;
use serde_json::{Value, json};

use super::status::STATUS;
use super::translate::{self, Reference};
use super::wire;

#[test]
fn the_status_table_is_sound() {
    assert_eq!(STATUS.defects(), []);
}

#[test]
fn lines_of_sealed_runs_name_statuses_as_results_do() {
    for status in Status::ALL {
        assert_eq!(word(status), STATUS.to_wire(status));
    }
}

#[test]
fn a_result_has_three_kinds_of_ids() {
    let row = RowReference {
        run: OpaqueId::from_random([7; 16]),
        key: RowKey::first_of(CaseNumber::new(3).unwrap()),
    };
    let attempt = row.run.uuid();
    let number = (1_i64 << 22) + 5;
    for (raw, expected) in [
        (
            number.to_string(),
            ResultNumber::parse(number).map(Reference::Number),
        ),
        (row.prefixed(), Some(Reference::Row(row))),
        (row.cuid(), Some(Reference::Row(row))),
        (attempt.to_string(), Some(Reference::Attempt(attempt))),
        ("5".to_owned(), None),
        ("-1".to_owned(), None),
        ("res_x".to_owned(), None),
        (attempt.simple().to_string(), None),
    ] {
        assert_eq!(translate::reference(&raw), expected, "{raw}");
    }
}

#[test]
fn a_plans_id_is_a_uuid() {
    assert!(translate::plan_id("3fa85f64-5717-4562-b3fc-2c963f66afa6").is_ok());
    for raw in ["", "plan", "3fa85f6457174562b3fc2c963f66afa6"] {
        assert!(translate::plan_id(raw).is_err(), "{raw}");
    }
}

fn body() -> Value {
    json!({
        "project": "PR-1", "name": "Nightly", "application": "Shop", "test_cases": ["TC-1", 2],
        "configurations": [
            {"name": "Chrome", "os": "Linux", "viewport": "1440x900", "device": "Desktop", "browser": "Chrome"},
        ],
    })
}

fn put(body: Value) -> Result<translate::PlanDraft, String> {
    let body: wire::PutPlan = serde_json::from_value(body).map_err(|error| error.to_string())?;
    translate::put(body).map_err(|failure| failure.message())
}

#[test]
fn only_the_versions_of_a_configuration_may_be_left_out() {
    assert_eq!(put(body()).unwrap().cases.len(), 2);
    for field in [
        "project",
        "name",
        "application",
        "test_cases",
        "configurations",
    ] {
        let mut body = body();
        body.as_object_mut().unwrap().remove(field);
        assert_eq!(put(body).unwrap_err(), format!("{field} is required"));
    }
    for field in ["name", "os", "viewport", "device", "browser"] {
        let mut body = body();
        body["configurations"][0]
            .as_object_mut()
            .unwrap()
            .remove(field);
        let problem = format!("configurations[0].{field} is required");
        assert_eq!(put(body).unwrap_err(), problem);
    }
}

#[test]
fn a_plan_has_cases_and_its_fields_their_types() {
    for (field, value) in [
        ("test_cases", json!([])),
        ("test_cases", json!([true])),
        ("name", json!(" ")),
        ("name", json!(7)),
        ("configurations", json!({})),
        ("configurations", json!([["Chrome"]])),
    ] {
        let mut body = body();
        body[field] = value;
        assert!(put(body).is_err(), "{field}");
    }
}
