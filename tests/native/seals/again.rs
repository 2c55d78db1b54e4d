//! A run that is sealed anew, the same or otherwise.

use domain::spelling::Kind;
use e2e::database;
use serde_json::json;

use super::{FUTURE, Night, PAST, cases, counts, with_deadline};

#[tokio::test]
async fn a_run_that_is_late_stays_late_until_it_is_sealed_anew() {
    let night = Night::of(&["Login", "Cart"]).await;
    night.passed("TC-1").await;
    let late = with_deadline(json!({"results": 2}), PAST);
    assert_eq!(night.seal(&late).await["completeness"], "late");
    night.passed("TC-2").await;
    let receipt = night.receipt().await;
    assert_eq!(
        (&receipt["completeness"], &receipt["missing"]),
        (&json!("late"), &json!(0))
    );
    assert_eq!(night.seal(&late).await, receipt);

    let in_time = with_deadline(json!({"results": 2}), FUTURE);
    let receipt = night.seal(&in_time).await;
    assert_eq!(
        (&receipt["completeness"], &receipt["deadline"]),
        (&json!("complete"), &json!(FUTURE))
    );
    let _ = night.seal(&late).await;
    assert_eq!(
        night.seal(&json!({"results": 2})).await["completeness"],
        "complete"
    );
}

#[tokio::test]
async fn the_same_seal_again_changes_nothing() {
    let night = Night::of(&["Login", "Cart"]).await;
    for seal in [
        with_deadline(json!({"results": 2}), FUTURE),
        with_deadline(cases(&["TC-2", "TC-1", "tc_unknown"]), FUTURE),
    ] {
        let seal = match seal["test_cases"].as_array() {
            // The third is named by another form of its id, and counts once.
            Some(named) => {
                let mut named = named.clone();
                named[2]["test_case"] = json!(domain::spelling::prefixed(
                    Kind::Case,
                    night.shop.cases[0].opaque
                ));
                json!({"test_cases": named, "deadline": FUTURE})
            }
            None => seal,
        };
        let first = night.seal(&seal).await;
        assert_eq!(first["expected"], 2);
        assert_eq!(night.seal(&seal).await, first);
        night.passed("TC-1").await;
        night.passed("TC-2").await;
        let filled = night.receipt().await;
        assert_eq!(filled["completeness"], "complete");
        // A result that comes again is newer than the moment since when all is there.
        night.passed("TC-1").await;
        assert_eq!(night.seal(&seal).await["filled_at"], filled["filled_at"]);
    }
    night.is_sound().await;
}

#[tokio::test]
async fn another_seal_takes_the_place_of_the_one_before_and_of_the_rows_that_it_made() {
    let night = Night::of(&["Login"]).await;
    for title in ["Cart", "Search", "Pay"] {
        let _ = night.app.case(&night.shop, title).await;
    }
    assert_eq!(night.untested().await, 1);
    let receipt = night.seal(&cases(&["TC-1", "TC-2", "TC-3", "TC-4"])).await;
    assert_eq!(
        (&receipt["missing"], night.untested().await),
        (&json!(4), 4)
    );
    night.passed("TC-3").await;

    // What the run held stays, and so does the row with a result.
    let receipt = night.seal(&cases(&["TC-4"])).await;
    assert_eq!(
        (counts(&receipt), night.untested().await),
        ([1, 1, 0, 0, 1], 2)
    );
    let receipt = night.seal(&json!({"results": 1})).await;
    assert_eq!(
        (&receipt["completeness"], night.untested().await),
        (&json!("complete"), 1)
    );
    night.is_sound().await;
}

#[tokio::test]
async fn a_number_of_results_is_there_since_the_last_that_was_needed() {
    let night = Night::of(&["Login", "Cart", "Search"]).await;
    for (case, time) in [("TC-1", "2020"), ("TC-2", "2022")] {
        night.passed(case).await;
        let number = &case[3..];
        night
            .app
            .sql(&format!(
                "update run_cases set recorded_at = '{time}-01-01Z' where case_no = {number}"
            ))
            .await;
    }
    let started = json!([{"test_case_id": "TC-3", "test_result": {"status": "in_progress"}}]);
    let _ = night.append(&started).await;

    let seal = |results: i32| with_deadline(json!({"results": results}), "2021-01-01T00:00:00Z");
    for (results, completeness, filled) in [
        (1, "complete", "2020"),
        (2, "late", "2022"),
        // Fewer make no run complete that was late.
        (1, "late", "2022"),
    ] {
        let receipt = night.seal(&seal(results)).await;
        assert_eq!(receipt["completeness"], completeness, "{results}");
        let filled_at = receipt["filled_at"].as_str().unwrap();
        assert!(filled_at.starts_with(filled), "{results}: {filled_at}");
    }
}

#[tokio::test]
async fn what_is_refused_before_a_seal_is_not_counted() {
    let night = Night::of(&["Login"]).await;
    night.passed("TC-900").await;
    assert_eq!(
        counts(&night.seal(&json!({"results": 1})).await),
        [1, 0, 0, 0, 1]
    );
    night.passed("TC-900").await;
    assert_eq!(counts(&night.receipt().await), [1, 0, 0, 1, 1]);
}

#[tokio::test]
async fn the_same_seal_again_writes_none_of_its_rows() {
    let night = Night::of(&["Login", "Cart"]).await;
    let seal = cases(&["TC-1", "TC-2"]);
    let versions = async || {
        let query =
            "select string_agg(xmin || ' ' || ctid, ', ' order by case_no) from sealed_rows";
        database::text(&night.app.database_url, query).await
    };
    let _ = night.seal(&seal).await;
    let before = versions().await;
    let _ = night.seal(&seal).await;
    assert_eq!(versions().await, before);
    night.passed("TC-1").await;
    assert_ne!(versions().await, before);
}
