//! Adding rows to a run, taking them out, and assigning them.

use serde_json::{Value, json};

use super::desk::Desk;

fn add(entries: &Value) -> Value {
    json!({"test_run": {"add_test_cases": entries}})
}

fn remove(entries: &Value, keep: bool) -> Value {
    json!({"test_run": {"remove_test_cases": entries, "preserve_existing_results": keep}})
}

/// Each row's case, configuration and newest status; the oldest case first, which is listed last.
async fn rows(desk: &Desk, run: &str) -> Vec<Value> {
    let listed = desk.get(&format!("{run}/test-cases")).await;
    let rows = listed.expect(200)["test_cases"].as_array().unwrap();
    assert_eq!(listed.json()["info"]["count"], rows.len());
    let row = |row: &Value| {
        json!([
            row["identifier"],
            row["configuration_id"],
            row["latest_status"]
        ])
    };
    rows.iter().rev().map(row).collect()
}

async fn progress(desk: &Desk, run: &str) -> Value {
    let read = desk.get(run).await;
    read.expect(200)["test_run"]["overall_progress"].clone()
}

#[tokio::test]
async fn rows_are_added_once_and_under_the_configurations_of_the_run() {
    let desk = Desk::open().await;
    let cases = [
        desk.case_id("A").await,
        desk.case_id("B").await,
        desk.case_id("C").await,
    ];
    let [one, two] = [
        desk.configuration("One").await,
        desk.configuration("Two").await,
    ];
    let run = desk.run(&[&cases[0]], &[one]).await;
    let path = format!("{run}/test-cases");
    let body = add(&json!([
        {"test_case_ids": [cases[1]]},
        {"test_case_ids": [cases[0], cases[2]], "configuration_ids": [two]},
    ]));

    for _ in 0..2 {
        let reply = desk.patch(&path, &body).await;
        let answered = reply.expect(202);
        assert_eq!(
            (&answered["success"], &answered["async"]),
            (&json!(true), &json!(true))
        );
        assert!(answered["unique_id"].is_string());
        assert_eq!(
            rows(&desk, &run).await,
            [
                json!([cases[0], one, "untested"]),
                json!([cases[0], two, "untested"]),
                json!([cases[1], one, "untested"]),
                json!([cases[2], two, "untested"]),
            ]
        );
        assert_eq!(progress(&desk, &run).await, json!({"Untested": 4}));
    }
    let listed = desk.get("/test-runs").await;
    assert_eq!(
        listed.expect(200)["test_runs"][0]["configurations"],
        json!([one, two])
    );
    // A case that the run holds already is not added again under nothing.
    let body = add(&json!([{"test_case_ids": cases}]));
    assert_eq!(desk.patch(&path, &body).await.status(), 202);
    assert_eq!(rows(&desk, &run).await.len(), 4);
}

#[tokio::test]
async fn rows_that_are_taken_out_take_their_results_along() {
    let desk = Desk::open().await;
    let case = desk.case("A", &[("Open", "It opens")]).await;
    let case = case["identifier"].as_str().unwrap();
    let other = desk.case_id("B").await;
    let run = desk.run(&[case, &other], &[]).await;
    for status in ["failed", "passed"] {
        for (id, steps) in [
            (case, json!([{"step_index": 1, "status": "passed"}])),
            (&other, json!([])),
        ] {
            let body = json!({"test_case_id": id, "test_result": {"status": status, "step_results": steps}});
            desk.done(&format!("{run}/results"), &body).await;
        }
    }
    assert_eq!(desk.results(&run).await, 6);

    let body = remove(&json!([{"test_case_ids": [case]}]), false);
    for _ in 0..2 {
        let reply = desk.patch(&format!("{run}/test-cases"), &body).await;
        assert_eq!(reply.status(), 202, "{}", reply.text());
        assert_eq!(rows(&desk, &run).await, [json!([other, null, "passed"])]);
        assert_eq!(progress(&desk, &run).await, json!({"Passed": 1}));
        assert_eq!(desk.results(&run).await, 2);
    }
    let listed = desk.get(&format!("{run}/results")).await;
    let results = listed.expect(200)["test_results"].as_array().unwrap();
    assert!(results.len() == 2 && results.iter().all(|row| row["test_case_id"] == *other));
    let history = desk.get(&format!("/test-cases/{case}/results")).await;
    assert_eq!(history.expect(200)["info"]["count"], 0);

    // Added again, the case begins anew, and its results have places that no result had.
    let body = add(&json!([{"test_case_ids": [case]}]));
    assert_eq!(
        desk.patch(&format!("{run}/test-cases"), &body)
            .await
            .status(),
        202
    );
    assert_eq!(
        progress(&desk, &run).await,
        json!({"Passed": 1, "Untested": 1})
    );
    let newest = results[0]["id"].as_i64().unwrap();
    let body = json!({"test_case_id": case, "test_result": {"status": "passed"}});
    let made = desk.post(&format!("{run}/results"), &body).await;
    assert!(made.expect(200)["test-result"]["id"].as_i64().unwrap() > newest);
}

#[tokio::test]
async fn results_that_are_preserved_stay_in_the_history_and_come_back_with_their_row() {
    let desk = Desk::open().await;
    let case = desk.case_id("A").await;
    let other = desk.case_id("B").await;
    let run = desk.run(&[&case, &other], &[]).await;
    for status in ["failed", "passed"] {
        let body = json!({"test_case_id": case, "test_result": {"status": status}});
        desk.done(&format!("{run}/results"), &body).await;
    }
    let path = format!("{run}/test-cases");

    let reply = desk
        .patch(
            &path,
            &remove(&json!([{"test_case_ids": [case, other]}]), true),
        )
        .await;

    assert_eq!(reply.status(), 202);
    assert_eq!(rows(&desk, &run).await, Vec::<Value>::new());
    assert_eq!(progress(&desk, &run).await, json!({}));
    for list in [
        format!("{run}/results"),
        format!("/test-cases/{case}/results"),
    ] {
        let listed = desk.get(&list).await;
        assert_eq!(listed.expect(200)["info"]["count"], 2, "{list}");
    }
    let late = json!({"test_case_id": case, "test_result": {"status": "passed"}});
    let reply = desk.post(&format!("{run}/results"), &late).await;
    assert_eq!(
        reply.expect(400)["message"],
        format!("Invalid test case IDs: {case}")
    );

    let reply = desk
        .patch(&path, &add(&json!([{"test_case_ids": [case, other]}])))
        .await;
    assert_eq!(reply.status(), 202);
    assert_eq!(
        rows(&desk, &run).await,
        [
            json!([case, null, "passed"]),
            json!([other, null, "untested"])
        ]
    );
    assert_eq!(
        progress(&desk, &run).await,
        json!({"Passed": 1, "Untested": 1})
    );
    assert_eq!(desk.results(&run).await, 2);
}

#[tokio::test]
async fn a_row_in_both_lists_begins_anew() {
    let desk = Desk::open().await;
    let case = desk.case_id("A").await;
    let run = desk.run(&[&case], &[]).await;
    let body = json!({"test_case_id": case, "test_result": {"status": "failed"}});
    desk.done(&format!("{run}/results"), &body).await;
    let both = json!([{"test_case_ids": [case]}]);
    let body = json!({"test_run": {"add_test_cases": both, "remove_test_cases": both}});

    let reply = desk.patch(&format!("{run}/test-cases"), &body).await;

    assert_eq!(reply.status(), 202);
    assert_eq!(rows(&desk, &run).await, [json!([case, null, "untested"])]);
}

#[tokio::test]
async fn a_refused_change_of_rows_changes_nothing() {
    let desk = Desk::open().await;
    let case = desk.case_id("A").await;
    let configuration = desk.configuration("One").await;
    let run = desk.run(&[&case], &[]).await;
    let good = json!({"test_case_ids": [case], "configuration_ids": [configuration]});
    for (entry, message) in [
        (
            json!({"test_case_ids": ["TC-8", case, "TC-9"]}),
            "Invalid test case IDs: TC-8, TC-9",
        ),
        (
            json!({"test_case_ids": [case], "configuration_ids": [77]}),
            "Invalid configuration IDs: 77",
        ),
        (
            json!({"test_case_ids": ["a\u{0}"]}),
            "add_test_cases must not contain the character U+0000",
        ),
    ] {
        let reply = desk
            .patch(&format!("{run}/test-cases"), &add(&json!([good, entry])))
            .await;
        assert_eq!(
            *reply.expect(400),
            json!({"success": false, "message": message})
        );
    }
    let entries = json!([{"test_case_ids": [case]}, {"test_case_ids": ["TC-9"]}]);
    let reply = desk
        .patch(&format!("{run}/test-cases"), &remove(&entries, false))
        .await;
    assert_eq!(reply.expect(400)["message"], "Invalid test case IDs: TC-9");
    for body in [
        json!({}),
        json!({"test_run": {"add_test_cases": [case]}}),
        json!({"test_run": {"add_test_cases": [{}]}}),
        json!({"test_run": {"remove_test_cases": [{"test_case_ids": case}]}}),
        json!({"test_run": {"preserve_existing_results": "yes"}}),
    ] {
        let reply = desk.patch(&format!("{run}/test-cases"), &body).await;
        assert_eq!(reply.expect(400)["error"], "Invalid JSON data", "{body}");
    }
    assert_eq!(rows(&desk, &run).await, [json!([case, null, "untested"])]);
}

#[tokio::test]
async fn rows_are_assigned_by_case_by_configuration_and_by_execution() {
    let desk = Desk::open().await;
    let cases = [desk.case_id("A").await, desk.case_id("B").await];
    let [one, two] = [
        desk.configuration("One").await,
        desk.configuration("Two").await,
    ];
    let run = desk.run(&[&cases[0], &cases[1]], &[one, two]).await;
    let listed = desk.get(&format!("{run}/test-cases")).await;
    let last = listed.expect(200)["test_cases"][0]["execution_id"].clone();
    let assignees = async || {
        let listed = desk.get(&format!("{run}/test-cases")).await;
        let rows = listed.expect(200)["test_cases"].as_array().unwrap();
        let each = rows.iter().rev().map(|row| row["assignee"].clone());
        json!(each.collect::<Vec<Value>>())
    };
    let path = format!("{run}/assign");
    for (entries, expected) in [
        (
            json!([{"test_case_id": cases[0], "assignee": "ann@example.com"}]),
            json!(["ann@example.com", "ann@example.com", null, null]),
        ),
        (
            json!([
                {"test_case_id": cases[0], "configuration_id": two, "assignee": "bob@example.com"},
                {"execution_id": last, "assignee": "eve@example.com"},
            ]),
            json!([
                "ann@example.com",
                "bob@example.com",
                null,
                "eve@example.com"
            ]),
        ),
        (
            json!([
                {"test_case_id": cases[0], "assignee": null},
                {"test_case_id": cases[0], "configuration_id": one, "assignee": "ann@example.com"},
            ]),
            json!(["ann@example.com", null, null, "eve@example.com"]),
        ),
        (
            json!([]),
            json!(["ann@example.com", null, null, "eve@example.com"]),
        ),
    ] {
        let reply = desk.post(&path, &json!({"assign_to": entries})).await;
        assert_eq!(*reply.expect(200), json!({"success": true}));
        assert_eq!(assignees().await, expected);
    }
    let good = json!({"test_case_id": cases[1], "assignee": "ann@example.com"});
    for (entry, message) in [
        (
            json!({"test_case_id": "TC-9", "assignee": "a"}),
            "Invalid test case IDs: TC-9".to_owned(),
        ),
        (
            json!({"test_case_id": cases[1], "configuration_id": 9, "assignee": "a"}),
            "Invalid configuration IDs: 9".to_owned(),
        ),
        (
            json!({"execution_id": "00", "assignee": "a"}),
            "Invalid execution_id: 00".to_owned(),
        ),
        (
            json!({"assignee": "a"}),
            "assign_to[1] needs a test_case_id or an execution_id".to_owned(),
        ),
    ] {
        let reply = desk.post(&path, &json!({"assign_to": [good, entry]})).await;
        assert_eq!(reply.expect(400)["message"], message);
    }
    let body = json!({"assign_to": [{"execution_id": 7, "assignee": "a"}]});
    assert_eq!(
        desk.post(&path, &body).await.expect(400)["error"],
        "Invalid JSON data"
    );
    assert_eq!(
        assignees().await,
        json!(["ann@example.com", null, null, "eve@example.com"])
    );
}
