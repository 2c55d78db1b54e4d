//! Each published example, sent and compared: ids and times are substituted, nothing else.

use serde_json::{Value, json};

use super::desk::Desk;
use super::published::{assert_as_published, example};

const IDS_AND_TIMES: [&str; 8] = [
    "id",
    "created_at",
    "updated_at",
    "created_by",
    "test_run_id",
    "test_case_id",
    "status_id",
    "step_mapping_id",
];

#[tokio::test]
async fn one_result_is_added_as_published() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login under load").await;
    let configuration = desk.configuration("Pixel 7").await;
    let run = desk.run(&[&case], &[configuration]).await;
    let mut request = example!("single.request");
    request["test_case_id"] = json!(case);
    request["configuration_id"] = json!(configuration);

    let reply = desk.post(&format!("{run}/results"), &request).await;

    // The published response has the note of another request.
    let free = [&IDS_AND_TIMES[..], &["description"]].concat();
    assert_as_published(&example!("single.response"), reply.expect(200), &free);
    let result = &reply.json()["test-result"];
    assert_eq!(result["description"], request["test_result"]["description"]);
}

#[tokio::test]
async fn many_results_are_added_as_published() {
    let desk = Desk::open().await;
    let cases = [desk.case_id("Login").await, desk.case_id("Privacy").await];
    let configurations = [desk.configuration("A").await, desk.configuration("B").await];
    let run = desk.run(&[&cases[0], &cases[1]], &configurations).await;
    let mut request = example!("bulk.request");
    for (place, (case, configuration)) in cases.iter().zip(configurations).enumerate() {
        request["results"][place]["test_case_id"] = json!(case);
        request["results"][place]["configuration_id"] = json!(configuration);
    }

    let reply = desk.post(&format!("{run}/results"), &request).await;

    assert_eq!(*reply.expect(200), example!("bulk.response"));
    let listed = desk.get(&format!("{run}/results")).await;
    let rows = listed.expect(200)["test_results"].as_array().unwrap();
    let read: Vec<Value> = rows
        .iter()
        .map(|row| json!([row["result_status"]["field_value"], row["configuration_id"]]))
        .collect();
    assert_eq!(
        read,
        [
            json!(["Skipped", configurations[1]]),
            json!(["Passed", configurations[0]])
        ]
    );
}

#[tokio::test]
async fn a_result_with_steps_is_added_as_published() {
    let desk = Desk::open().await;
    let published = example!("single-with-steps.response");
    let printed = published["test-run-step-results"].as_array().unwrap();
    let mut steps: Vec<(&str, &str)> = printed
        .iter()
        .map(|it| &it["test_run_test_case_step_details"])
        .map(|it| (it["step"].as_str().unwrap(), it["result"].as_str().unwrap()))
        .collect();
    // The request names four steps, of which the response prints three.
    steps.push(("Reset one more.", "It is reset."));
    let case = desk.case("Password reset", &steps).await;
    let run = desk.run(&[case["identifier"].as_str().unwrap()], &[]).await;
    let mut request = example!("single-with-steps.request");
    request["test_case_id"] = case["identifier"].clone();

    let reply = desk.post(&format!("{run}/results"), &request).await;

    let mut answered = reply.expect(200).clone();
    let returned = answered["test-run-step-results"].as_array_mut().unwrap();
    assert_eq!(returned.len(), 4);
    returned.truncate(3);
    assert_as_published(&published, &answered, &IDS_AND_TIMES);
}

#[tokio::test]
async fn many_results_with_steps_are_added_as_published() {
    let desk = Desk::open().await;
    let steps = [("Open", "It opens"), ("Close", "It closes")];
    let cases = [desk.case("A", &steps).await, desk.case("B", &steps).await];
    let ids = cases
        .each_ref()
        .map(|it| it["identifier"].as_str().unwrap());
    let run = desk.run(&ids, &[]).await;
    let mut request = example!("bulk-with-steps.request");
    for (place, id) in ids.iter().enumerate() {
        request["results"][place]["test_case_id"] = json!(id);
    }
    let step = &mut request["results"][0]["test_result"]["step_results"][0];
    step["step_id"] = cases[0]["steps"][0]["id"].clone();

    let reply = desk.post(&format!("{run}/results"), &request).await;

    assert_eq!(*reply.expect(200), example!("bulk-with-steps.response"));
    assert_eq!(desk.results(&run).await, 6);
}

#[tokio::test]
async fn an_unmatched_id_is_answered_as_published() {
    let desk = Desk::open().await;
    let run = desk.run(&[], &[]).await;
    let request = json!({"results": [
        {"test_result": {"status": "passed"}, "test_case_id": "TC-10171233"},
    ]});

    let path = format!("{run}/results?validate_tc=true");
    let reply = desk.post(&path, &request).await;

    assert_eq!(*reply.expect(400), example!("unmatched.response"));
}

#[tokio::test]
async fn results_are_listed_as_published_on_three_routes() {
    let desk = Desk::open().await;
    let step = (
        "Launch the App",
        "Open the Android app on the device or emulator.",
    );
    let case = desk.case("Launch", &[step]).await;
    let case = case["identifier"].as_str().unwrap();
    let run = desk.run(&[case], &[]).await;
    // The published list counts twenty; each of these is a line for the step and one for the case.
    let result = json!({"test_case_id": case, "test_result": {
        "status": "passed",
        "description": "This is the notes added with result",
        "issues": ["UI-393854"],
        "issue_tracker": {"name": "jira", "host": "https://demo.atlassian.net"},
        "custom_fields": {"custom estimates": "10.23"},
        "step_results": [{"step_index": 1, "status": "passed"}],
    }});
    let results = json!({"results": vec![result; 10]});
    desk.done(&format!("{run}/results"), &results).await;

    for (path, published) in [
        (
            format!("{run}/results"),
            example!("results-of-run.response"),
        ),
        (
            format!("{run}/test-cases/{case}/results"),
            example!("results-of-case-in-run.response"),
        ),
        (
            format!("/test-cases/{case}/results"),
            example!("results-of-case.response"),
        ),
    ] {
        let reply = desk.get(&path).await;
        let answered = reply.expect(200);
        assert_eq!(answered["test-results"], answered["test_results"]);
        assert_eq!(answered["info"], published["info"]);
        // The published row is a case's and a step's in one.
        let mut row = answered["test-results"][0].clone();
        assert_eq!(row["step_result"], Value::Null);
        row["step_result"] = answered["test-results"][1]["step_result"].clone();
        assert_as_published(&published["test-results"][0], &row, &IDS_AND_TIMES);
    }
}
