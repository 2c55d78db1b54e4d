//! Seals that are refused, and runs that cannot be sealed.

use serde_json::{Value, json};
use store::catalogue::RowSelection;
use store::seal::{Announced, NewSeal, Sealing};

use super::{FUTURE, Night, cases, with_deadline};

#[tokio::test]
async fn what_cannot_be_sealed_is_refused_and_changes_nothing() {
    let night = Night::of(&["Login", "Cart"]).await;
    let _ = night.app.seed("Other", &["Elsewhere"]).await;
    let _ = night.app.case(&night.shop, "Search").await;
    let missing = night.app.bearer().get(&night.path()).await;
    assert_eq!(missing.expect(404)["error"]["message"], "Seal not found");
    let seal = with_deadline(json!({"results": 2}), FUTURE);
    let before = night.seal(&seal).await;
    let named = |case: Value| json!({"test_cases": [{"test_case": "TC-4"}, case]});
    for (body, message) in [
        (json!({}), "either results or test_cases"),
        (json!({"deadline": FUTURE}), "either results or test_cases"),
        (
            json!({"results": 1, "test_cases": [{"test_case": "TC-1"}]}),
            "either results",
        ),
        (json!({"results": 0}), "from 1 to 4194303"),
        (json!({"results": -1}), "from 1 to 4194303"),
        (json!({"results": 4_194_304}), "from 1 to 4194303"),
        (json!({"results": i64::MAX}), "from 1 to 4194303"),
        (json!({"results": 1.5}), "no integer"),
        (json!({"results": "2"}), "invalid type"),
        (
            json!({"results": 2, "deadline": "soon"}),
            "deadline must be an ISO 8601 time",
        ),
        (
            json!({"results": 2, "deadline": "2026-11-25"}),
            "deadline must be an ISO 8601 time",
        ),
        (json!({"results": 2, "deadline": 7}), "invalid type"),
        (json!({"test_cases": []}), "test_cases must not be empty"),
        (json!({"test_cases": ["TC-1"]}), "an object"),
        (
            json!({"test_cases": [{}]}),
            "test_cases[0].test_case is required",
        ),
        (
            named(json!({"test_case": "TC-1", "configurations": []})),
            "must not be empty",
        ),
        (
            named(json!({"test_case": "TC-1", "configurations": [1.5]})),
            "no integer",
        ),
        (
            named(json!({"test_case": "TC-99"})),
            "test cases not found: TC-99",
        ),
        (named(json!({"test_case": "a\u{0}b"})), "test_cases"),
        // A case of another project.
        (
            named(json!({"test_case": "TC-3"})),
            "test cases not found: TC-3",
        ),
        (
            named(json!({"test_case": "TC-1", "configurations": [0, 7, 99_999_999_999_i64]})),
            "configurations not found: 0, 7, 99999999999",
        ),
    ] {
        let reply = night.put(&body).await;
        let said = reply.expect(400)["error"]["message"].as_str().unwrap();
        assert!(said.contains(message), "{body}: {said}");
        assert_eq!(night.receipt().await, before, "{body}");
    }
    assert_eq!(night.untested().await, 2);
}

#[tokio::test]
async fn a_run_that_is_not_there_cannot_be_sealed_and_a_closed_one_can() {
    let night = Night::of(&["Login"]).await;
    let _ = night.app.case(&night.shop, "Cart").await;
    for id in ["TR-99", "run_nothing", "x"] {
        let path = format!("/api/verdict/runs/{id}/seal");
        let reply = night.app.bearer().put(&path, &json!({"results": 1})).await;
        assert_eq!(reply.expect(404)["error"]["message"], "Run not found");
        let reply = night.app.bearer().get(&path).await;
        assert_eq!(reply.expect(404)["error"]["message"], "Run not found");
    }
    let close = night.browserstack("/close");
    let closed = night.app.basic().post(&close, &json!({})).await;
    assert_eq!(closed.status(), 200, "{}", closed.text());
    assert_eq!(night.seal(&cases(&["TC-2"])).await["missing"], 1);
    assert_eq!(night.untested().await, 2);

    let delete = night.browserstack("/delete");
    let deleted = night.app.basic().post(&delete, &json!({})).await;
    assert_eq!(deleted.status(), 200, "{}", deleted.text());
    let reply = night.app.bearer().get(&night.path()).await;
    assert_eq!(reply.status(), 404);
}

#[tokio::test]
async fn a_few_cases_of_many_configurations_name_too_many_rows() {
    let night = Night::of(&["Login"]).await;
    let mut named = Vec::new();
    for number in 2..=11 {
        let _ = night.app.case(&night.shop, "Another").await;
        named.push(format!("TC-{number}"));
    }
    let named: Vec<&str> = named.iter().map(String::as_str).collect();
    let configure = |most: i32| {
        format!("update runs set configurations = array(select generate_series(1, {most}))")
    };
    night.app.sql(&configure(100_001)).await;
    let reply = night.put(&cases(&named)).await;
    let error = &reply.expect(400)["error"]["message"];
    assert_eq!(error, "test_cases may name at most 1000000 rows");
    let missing = night.app.bearer().get(&night.path()).await;
    assert_eq!(missing.status(), 404);
    assert_eq!(night.untested().await, 1);

    night.app.sql(&configure(3)).await;
    assert_eq!(night.seal(&cases(&named)).await["expected"], 30);
}

#[tokio::test]
async fn a_case_that_is_deleted_after_it_was_looked_up_is_not_sealed() {
    let night = Night::of(&["Login", "Cart"]).await;
    let path = format!(
        "/api/v2/projects/PR-{}/test-cases/TC-1",
        night.shop.project.number
    );
    assert_eq!(night.app.basic().delete(&path).await.status(), 200);
    let numbers = night.shop.cases.iter().map(|case| case.number);
    let seal = NewSeal {
        announced: Announced::Rows(numbers.map(RowSelection::Case).collect()),
        deadline: None,
    };
    let store = &night.app.store;
    let sealed = store.seal_run(&night.shop.who, &night.run, seal).await;
    let Sealing::Gone(gone) = sealed.unwrap() else {
        panic!("TC-1 is gone");
    };
    assert_eq!(gone, [night.shop.cases[0].number]);
    assert_eq!(night.app.bearer().get(&night.path()).await.status(), 404);
    assert_eq!(night.untested().await, 2);
}
