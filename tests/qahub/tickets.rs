//! Tickets of test cases.

use serde_json::json;

use super::shop::Night;

#[tokio::test]
async fn the_limit_of_a_tickets_source_is_that_of_what_was_sent() {
    let night = Night::of(&["Login"]).await;
    let client = night.app.bearer();
    let path = "/api/v1/cases/TC-001";
    // Lower-cased, each of these letters is two characters.
    let tickets = |letters| json!({"tickets": [{"key": "A-1", "source": "İ".repeat(letters)}]});

    let changed = client.patch(path, &tickets(255)).await;
    let case = changed.expect(200)["data"].clone();
    assert_eq!(case["tickets"][0]["key"], "A-1");

    let problem = "tickets.source must be at most 255 characters";
    let longer = client.patch(path, &tickets(256)).await;
    let said = longer.expect(400)["error"].as_str().unwrap();
    assert!(said.contains(problem), "{said}");
    let shown = client.get(path).await;
    assert_eq!(shown.expect(200)["data"], case);
}
