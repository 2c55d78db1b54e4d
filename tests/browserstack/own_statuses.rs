//! Statuses of the organization's own, in the vendor's words.

use serde_json::{Value, json};

use super::desk::Desk;
use super::others::{bound, stranger};

const PATH: &str = "/api/verdict/statuses";

async fn desk() -> Desk {
    let desk = Desk::open().await;
    for (name, colour, counts_as) in [
        ("Known Bug", "#112233", "failed"),
        ("Waived", "#445566", "skipped"),
    ] {
        let body = json!({"name": name, "colour": colour, "counts_as": counts_as});
        assert_eq!(desk.client.post(PATH, &body).await.status(), 201);
    }
    desk
}

#[tokio::test]
async fn it_is_taken_in_any_case_read_back_as_it_is_called_and_counted_as_what_it_is() {
    let desk = desk().await;
    let case = desk.case("Login", &[("Open", "It opens")]).await;
    let case = case["identifier"].as_str().unwrap();
    let others = [desk.case_id("Logout").await, desk.case_id("Sign up").await];
    let run = desk.run(&[case, &others[0], &others[1]], &[]).await;
    let body = json!({"test_case_id": case, "test_result": {
        "status": "known bug", "step_results": [{"step_index": 1, "status": "WAIVED"}],
    }});

    let reply = desk.post(&format!("{run}/results"), &body).await;

    let answered = reply.expect(200);
    assert_eq!(answered["test-result"]["status"], "known bug");
    assert_eq!(answered["overall-result-status"], "Known Bug");
    let step = &answered["test-run-step-results"][0];
    assert_eq!(step["status"], "Waived");
    let details = &step["test_run_test_case_step_details"];
    assert_eq!(
        json!([
            details["status"],
            details["field_value"],
            details["colour"],
            details["status_id"]
        ]),
        json!(["Waived", "Waived", "#445566", 9])
    );
    let many = json!({"results": [
        {"test_case_id": others[0], "test_result": {"status": "Known Bug"}},
        {"test_case_id": others[1], "test_result": {"status": "failed"}},
        {"test_case_id": others[1], "test_result": {"status": "Unheard Of"}},
    ]});
    let reply = desk.post(&format!("{run}/results"), &many).await;
    assert_eq!(
        *reply.expect(200),
        json!({"success": true, "errors": [
            {"index": 2, "test_case_id": others[1], "message": "Invalid status value: Unheard Of"},
        ]})
    );

    let listed = desk.get(&format!("{run}/test-cases/{case}/results")).await;
    let rows = listed.expect(200)["test_results"].as_array().unwrap();
    assert_eq!(
        rows[0]["result_status"],
        json!({"field_value": "Known Bug"})
    );
    assert_eq!(
        rows[1]["step_result"]["result_status"],
        json!({"field_value": "Waived"})
    );
    let progress = json!({"Known Bug": 2, "Failed": 1});
    for query in ["", "?minify=true"] {
        let read = desk.get(&format!("{run}{query}")).await;
        let shown = &read.expect(200)["test_run"];
        assert_eq!(shown["overall_progress"], progress);
        assert_eq!(
            (&shown["failed_count"], &shown["passed_count"]),
            (&json!(3), &json!(0))
        );
    }
    let listed = desk.get(&format!("{run}/test-cases")).await;
    let latest = listed.expect(200)["test_cases"].as_array().unwrap().iter();
    let latest: Vec<&Value> = latest.map(|row| &row["latest_status"]).collect();
    assert_eq!(latest, ["failed", "Known Bug", "Known Bug"]);

    // Every other dialect reads what it counts as.
    let id = rows[0]["id"].as_i64().unwrap();
    let whole = desk.client.get(&format!("/api/verdict/results/{id}")).await;
    assert_eq!(whole.expect(200)["status"], "failed");
    assert_eq!(whole.json()["custom_status"], 1);
    let client = desk.app.bearer();
    let number = run.trim_start_matches("/test-runs/");
    let qahub = client.get(&format!("/api/v1/runs/{number}/results")).await;
    assert_eq!(qahub.expect(200)["data"][0]["status"], "FAILED");
    let testably = client.get(&format!("/v1/runs/{number}/results")).await;
    assert_eq!(testably.expect(200)["data"][0]["status"], "failed");
}

#[tokio::test]
async fn it_is_set_for_many_and_counts_once_it_is_superseded() {
    let desk = desk().await;
    let cases = [desk.case_id("Login").await, desk.case_id("Logout").await];
    let run = desk.run(&[&cases[0], &cases[1]], &[]).await;
    for (ids, status, progress) in [
        (json!(cases), "WAIVED", json!({"Waived": 2})),
        (
            json!([cases[0]]),
            "Skipped",
            json!({"Waived": 1, "Skipped": 1}),
        ),
        (
            json!([cases[1]]),
            "passed",
            json!({"Passed": 1, "Skipped": 1}),
        ),
    ] {
        let body = json!({"test_case_ids": ids, "status": status});
        let reply = desk.patch(&format!("{run}/results"), &body).await;
        assert_eq!(reply.status(), 200, "{}", reply.text());
        let read = desk.get(&run).await;
        assert_eq!(read.expect(200)["test_run"]["overall_progress"], progress);
    }
}

#[tokio::test]
async fn a_retired_or_renamed_status_stays_with_its_results() {
    let desk = desk().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let body = json!({"test_case_id": case, "test_result": {"status": "Waived"}});
    desk.done(&format!("{run}/results"), &body).await;
    let renamed = desk
        .client
        .patch(&format!("{PATH}/2"), &json!({"name": "Excused"}))
        .await;
    assert_eq!(renamed.status(), 200);
    assert_eq!(desk.client.delete(&format!("{PATH}/2")).await.status(), 204);
    for status in ["Waived", "Excused"] {
        let body = json!({"test_case_id": case, "test_result": {"status": status}});
        let reply = desk.post(&format!("{run}/results"), &body).await;
        let message = format!("Invalid status value: {status}");
        assert_eq!(reply.expect(400)["message"], message);
        let body = json!({"test_case_ids": [case], "status": status});
        let reply = desk.patch(&format!("{run}/results"), &body).await;
        assert_eq!(reply.expect(400)["message"], message);
    }
    let listed = desk.get(&format!("{run}/results")).await;
    let rows = listed.expect(200)["test_results"].as_array().unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["result_status"]["field_value"], "Excused");
}

#[tokio::test]
async fn others_cannot_see_use_or_change_it() {
    let desk = desk().await;
    let eve = stranger(&desk.app).await;
    assert_eq!(eve.get(PATH).await.expect(200)["statuses"], json!([]));
    assert_eq!(
        eve.patch(&format!("{PATH}/1"), &json!({"name": "Mine"}))
            .await
            .status(),
        404
    );
    assert_eq!(eve.delete(&format!("{PATH}/1")).await.status(), 404);
    let bound = bound(&desk.app, 1).await;
    assert_eq!(bound.get(PATH).await.status(), 200);
    for reply in [
        bound
            .post(PATH, &json!({"name": "Mine", "counts_as": "passed"}))
            .await,
        bound
            .patch(&format!("{PATH}/1"), &json!({"name": "Mine"}))
            .await,
        bound.delete(&format!("{PATH}/1")).await,
    ] {
        assert_eq!(reply.status(), 403);
    }
    // Theirs has the same number and another meaning.
    let made = eve
        .post(PATH, &json!({"name": "Theirs", "counts_as": "passed"}))
        .await;
    assert_eq!(made.expect(201)["number"], 1);
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let body = json!({"test_case_id": case, "test_result": {"status": "Theirs"}});
    let reply = desk.post(&format!("{run}/results"), &body).await;
    assert_eq!(reply.expect(400)["message"], "Invalid status value: Theirs");
    assert_eq!(desk.results(&run).await, 0);
}
