//! The filters of the list of test cases.

use serde_json::json;

use super::desk::Desk;
use super::others::stranger;

/// Cases that differ in everything that can be asked for.
async fn shelf() -> Desk {
    let desk = Desk::open().await;
    desk.done(
        "/folders",
        &json!({"folder": {"name": "Inner", "parent_id": 1}}),
    )
    .await;
    for (folder, case) in [
        (
            1,
            json!({"name": "A", "priority": "Critical", "case_type": "Functional", "owner": "ann@example.com",
                   "tags": ["web", "x"], "issues": ["X-1"]}),
        ),
        (
            2,
            json!({"name": "B", "priority": "Low", "case_type": "Smoke & Sanity", "status": "In Review",
                   "owner": "Bob@example.com", "tags": ["api"], "issues": ["X-2", "X-3"]}),
        ),
        (
            1,
            json!({"name": "C", "case_type": "Regression", "status": "Draft", "issues": ["X-4"],
                   "issue_tracker": {"name": "Azure", "host": "https://dev.azure.com"}}),
        ),
    ] {
        desk.done(
            &format!("/folders/{folder}/test-cases"),
            &json!({"test_case": case}),
        )
        .await;
    }
    desk
}

#[tokio::test]
async fn each_filter_takes_lists_in_any_spelling() {
    let desk = shelf().await;
    for (query, expected) in [
        ("", "CBA"),
        ("?", "CBA"),
        ("?id=TC-2", "B"),
        ("?id=2", "B"),
        ("?id=TC-1,3", "CA"),
        ("?id=TC-1,TC-99", "A"),
        ("?id=TC-99", ""),
        ("?id=nonsense", ""),
        ("?id=", "CBA"),
        ("?priority=critical,medium", "CA"),
        ("?priority=CRITICAL", "A"),
        ("?priority=urgent", ""),
        ("?case_type=functional,regression", "CA"),
        ("?case_type=smoke_sanity", "B"),
        ("?case_type=Smoke%20%26%20Sanity", "B"),
        ("?status=in_review,draft", "CB"),
        ("?status=Active", "A"),
        ("?owner=bob@example.com", "B"),
        ("?owner=bob@example.com,ANN@example.com", "BA"),
        ("?tags=api,x", "BA"),
        ("?tags=we", ""),
        ("?issue_ids=X-3&issue_type=jira", "B"),
        ("?issue_ids=X-3&issue_type=azure", ""),
        ("?issue_ids=X-3,X-4&issue_type=AZURE", "C"),
        ("?issue_ids=X-4&issue_type=jira", ""),
        ("?issue_type=jira", "BA"),
        ("?issue_type=azure", "C"),
        ("?issue_type=&issue_ids=X-4", "C"),
        ("?issue_ids=X-1,X-2", "BA"),
        ("?folder_id=1", "CA"),
        ("?folder_id=2", "B"),
        ("?folder_id=99", ""),
        ("?folder_id=x", ""),
        ("?folder_id=99999999999", ""),
        ("?folder_id=1&priority=medium&status=draft", "C"),
        ("?created_after=2020-01-01", "CBA"),
        ("?created_after=01-01-2020&created_before=2999-01-01", "CBA"),
        ("?created_before=2020-01-01T00:00:00Z", ""),
        ("?updated_after=2999-01-01", ""),
        ("?updated_before=2999-01-01", "CBA"),
        ("?archived=false&minify=true", "CBA"),
        ("?archived=true", ""),
        ("?archived=true&id=TC-1", ""),
        ("?page_size=300", "CBA"),
        ("?p=2", ""),
    ] {
        let listed = desk.get(&format!("/test-cases{query}")).await;
        let cases = listed.expect(200)["test_cases"].as_array().unwrap();
        let titles: String = cases
            .iter()
            .map(|it| it["title"].as_str().unwrap())
            .collect();
        assert_eq!(titles, expected, "{query}");
        if query != "?p=2" {
            assert_eq!(listed.json()["info"]["count"], expected.len(), "{query}");
        }
    }
    for (query, message) in [
        (
            "?created_after=yesterday",
            "Invalid created_after value: yesterday",
        ),
        (
            "?page_size=100",
            "Invalid page_size. Allowed values are 30 or 300.",
        ),
        (
            "?issue_type=a%00b",
            "issue_type must not contain the character U+0000",
        ),
        ("?tags=a%00b", "tags must not contain the character U+0000"),
    ] {
        let refused = desk.get(&format!("/test-cases{query}")).await;
        assert_eq!(
            *refused.expect(400),
            json!({"success": false, "message": message}),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_listed_case_is_the_case_with_its_folders() {
    let desk = shelf().await;
    let listed = desk.get("/test-cases?id=2").await;
    let mut case = listed.expect(200)["test_cases"][0].clone();
    assert_eq!(case["folder_path"], json!([1, 2]));
    case.as_object_mut().unwrap().remove("folder_path");
    let read = desk.get("/test-cases/TC-2").await;
    assert_eq!(read.expect(200)["test_case"], case);
    assert_eq!(case["issues"][0]["jira_id"], "X-2");
}

#[tokio::test]
async fn a_list_has_the_cases_of_its_project_alone() {
    let desk = shelf().await;
    let bank = desk.second("Bank").await;
    bank.case_id("D").await;
    for query in ["", "?id=TC-1,TC-4", "?folder_id=1"] {
        let listed = bank.get(&format!("/test-cases{query}")).await;
        let expected = if query == "?folder_id=1" {
            json!(0)
        } else {
            json!(1)
        };
        assert_eq!(listed.expect(200)["info"]["count"], expected, "{query}");
    }
    let stranger = stranger(&desk.app).await;
    let listed = stranger.get(&format!("{}/test-cases", desk.path)).await;
    assert_eq!(listed.expect(404)["message"], "Project not found");
}
