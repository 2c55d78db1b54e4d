//! Rows of sealed runs that are taken out and added.

use serde_json::json;

use domain::case::RowKey;
use domain::spelling::cuid;
use domain::text::Text;
use e2e::Form;

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

#[tokio::test]
async fn a_row_of_a_seal_stays_with_what_clients_put_there() {
    let night = Night::of(&["Login"]).await;
    let mut made = Vec::new();
    for title in ["File", "Person", "Added", "Removed", "Nothing"] {
        made.push(night.app.case(&night.shop, title).await.number);
    }
    let all = ["TC-2", "TC-3", "TC-4", "TC-5", "TC-6"];
    let _ = night.seal(&cases(&all)).await;

    let path = format!("/api/v1/runs/{}/results", cuid(night.run.opaque));
    let rows = night.app.bearer().get(&path).await.expect(200)["data"].clone();
    let rows = rows.as_array().unwrap();
    let file = rows.iter().find(|row| row["title"] == "File");
    let row = file.unwrap()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/results/{row}/attachments");
    let form = Form::default().file("file", "log.txt", b"started\n");
    let client = night.app.bearer();
    let content_type = Some(Form::CONTENT_TYPE);
    let attached = client.raw("POST", &path, content_type, form.finish()).await;
    let _ = attached.expect(201);
    let person = [(
        RowKey::first_of(made[1]),
        Some(Text::new("ann@example.com").unwrap()),
    )];
    let assigned = night.app.store.assign_rows(&night.run, person.into());
    assigned.await.unwrap();
    let added = json!({"add_test_cases": [{"test_case_ids": ["TC-4"]}]});
    night.change_rows(&added).await;
    // Taken out and added, it is the client's, too.
    for change in ["remove_test_cases", "add_test_cases"] {
        night
            .change_rows(&json!({change: [{"test_case_ids": ["TC-5"]}]}))
            .await;
    }

    let _ = night.seal(&json!({"results": 1})).await;
    assert_eq!(night.untested().await, 5, "only the last is gone");
    let path = format!("/api/verdict/results/{row}/attachments");
    let listed = night.app.bearer().get(&path).await;
    assert_eq!(listed.expect(200)["attachments"][0]["file_name"], "log.txt");
    night.is_sound().await;
}

/// What the start of an attempt makes goes with the attempt, so whoever names it in a seal makes it anew.
#[tokio::test]
async fn a_row_that_an_attempt_made_goes_with_the_seal_that_kept_it() {
    let night = Night::of(&["Login"]).await;
    let _ = night.app.case(&night.shop, "Cart").await;
    let _ = night.seal(&cases(&["TC-2"])).await;
    // As the start of an attempt leaves it, before a seal is put.
    night
        .app
        .sql(
            "update planned_cases set by_attempt = true where case_no = 2; delete from sealed_rows",
        )
        .await;
    let _ = night.seal(&cases(&["TC-2"])).await;
    assert_eq!(night.untested().await, 2);
    let _ = night.seal(&json!({"results": 1})).await;
    assert_eq!(night.untested().await, 1);
    night.is_sound().await;
}
