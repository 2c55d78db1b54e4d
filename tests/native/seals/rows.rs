//! Rows of sealed runs that are taken out and added.

use serde_json::json;

use super::{Night, cases};

#[tokio::test]
async fn a_row_that_is_taken_out_of_the_run_is_missing() {
    let night = Night::of(&["Login", "Cart"]).await;
    let _ = night.seal(&cases(&["TC-1", "TC-2"])).await;
    night.passed("TC-1").await;
    night.passed("TC-2").await;
    assert_eq!(night.receipt().await["completeness"], "complete");
    let removed = json!({"remove_test_cases": [{"test_case_ids": ["TC-2"]}]});
    let added = json!({"add_test_cases": [{"test_case_ids": ["TC-2"]}]});
    night.change_rows(&removed).await;
    assert_eq!(
        night.receipt().await["missing_rows"],
        json!([{"test_case": "TC-2", "configuration": null}])
    );
    // Added again without its result, it waits for another.
    night.change_rows(&added).await;
    assert_eq!(night.receipt().await["missing"], 1);
    night.passed("TC-2").await;
    assert_eq!(night.receipt().await["completeness"], "complete");

    // With its result it is there at once.
    let mut removed = removed;
    removed["preserve_existing_results"] = json!(true);
    for (change, missing) in [(&removed, 1), (&added, 0)] {
        night.change_rows(change).await;
        assert_eq!(night.receipt().await["missing"], missing);
    }
    night.is_sound().await;
}
