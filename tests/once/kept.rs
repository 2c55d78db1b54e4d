//! For how long, for whom, and what of: the answers that are kept.

use std::time::Duration;

use e2e::{TestApp, database};
use serde_json::json;

use super::{Bench, is_again};

#[tokio::test]
async fn a_repeat_gets_the_first_answer_after_a_restart_too() {
    let mut bench = Bench::new().await;
    let first = bench.post("one", "paid").await;
    let id = first.expect(200)["test-result"]["id"].clone();
    bench.app = bench.app.beside().await;
    let again = bench.post("one", "paid").await;
    assert!(is_again(&again));
    assert_eq!((again.text(), again.status()), (first.text(), 200));
    assert_eq!(bench.results().await, 1);

    let other = bench.post("two", "paid").await;
    assert_ne!(
        other.expect(200)["test-result"]["id"],
        id,
        "an equal result of its own"
    );
    assert_eq!(bench.results().await, 2);
}

#[tokio::test]
async fn without_a_key_two_equal_results_are_two() {
    let bench = Bench::new().await;
    let path = format!("{}/results", bench.path);
    for _ in 0..2 {
        let reply = bench.app.basic().post(&path, &bench.result("paid")).await;
        assert_eq!(reply.status(), 200, "{}", reply.text());
    }
    assert_eq!(bench.results().await, 2);
}

#[tokio::test]
async fn another_body_or_query_under_the_same_key_is_refused() {
    let bench = Bench::new().await;
    let first = bench.post("one", "paid").await;
    assert_eq!(first.status(), 200, "{}", first.text());
    let other = bench.post("one", "paid twice").await;
    assert_eq!(other.expect(422)["success"], false);
    let client = bench.app.basic().header("Idempotency-Key", "one");
    let path = format!("{}/results?validate_tc=true", bench.path);
    let other = client.post(&path, &bench.result("paid")).await;
    assert_eq!(other.status(), 422, "{}", other.text());
    assert_eq!(bench.results().await, 1);
    assert!(is_again(&bench.post("one", "paid").await));
}

#[tokio::test]
async fn the_place_of_the_access_key_is_no_part_of_the_request() {
    let bench = Bench::new().await;
    assert_eq!(bench.post("one", "paid").await.status(), 200);
    for client in [
        bench.app.bearer(),
        bench.app.api_token(),
        bench.app.query_key(),
    ] {
        let again = bench.post_with(&client, "one", "paid").await;
        assert!(is_again(&again), "{}", again.text());
    }
    assert_eq!(bench.results().await, 1);
}

#[tokio::test]
async fn what_was_refused_is_judged_again() {
    let bench = Bench::new().await;
    let close = format!("{}/close", bench.path);
    assert_eq!(
        bench.app.basic().post(&close, &json!({})).await.status(),
        200
    );
    let refused = bench.post("one", "paid").await;
    assert_eq!(refused.status(), 400, "{}", refused.text());
    let reopen = json!({"test_run": {"run_state": "in_progress"}});
    let update = format!("{}/update", bench.path);
    let reopened = bench.app.basic().patch(&update, &reopen).await;
    assert_eq!(reopened.status(), 200, "{}", reopened.text());

    let taken = bench.post("one", "paid, and more").await;
    assert_eq!(taken.status(), 200, "{}", taken.text());
    assert!(!is_again(&taken));
    assert_eq!(bench.results().await, 1);
}

#[tokio::test]
async fn an_answer_that_expired_is_gone_and_its_row_is_purged() {
    let bench = Bench::new().await;
    assert_eq!(bench.post("one", "paid").await.status(), 200);
    assert_eq!(bench.post("two", "paid").await.status(), 200);
    assert_eq!(bench.app.store.purge_all().await.unwrap(), 0);
    let expire = "update kept_answers set expires_at = now()";
    bench.app.sql(expire).await;
    let anew = bench.post("one", "paid again").await;
    assert_eq!(anew.status(), 200, "{}", anew.text());
    assert!(!is_again(&anew));
    assert_eq!(bench.results().await, 3);
    assert!(is_again(&bench.post("one", "paid again").await));

    assert_eq!(bench.app.store.purge_all().await.unwrap(), 1);
    assert!(is_again(&bench.post("one", "paid again").await));
    let count = "select count(*)::text from kept_answers";
    soon(async || database::text(&bench.app.database_url, count).await == "1").await;
}

#[tokio::test]
async fn an_answer_does_not_wait_for_others_to_be_removed() {
    let app = TestApp::with(|app| app.keep_answer_bytes = 1).await;
    let bench = Bench::on(app).await;
    assert!(!is_again(&bench.post("one", "paid").await));
    let client = database::connect(&bench.app.database_url).await;
    // Whoever removes an answer waits.
    let hold = "create function wait() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock(7); return old; end $$;
        create trigger wait before delete on kept_answers for each row execute function wait();
        select pg_advisory_lock(7)";
    client.batch_execute(hold).await.unwrap();
    assert!(!is_again(&bench.post("two", "paid").await));
    let count = "select count(*)::text from kept_answers";
    assert_eq!(database::text(&bench.app.database_url, count).await, "2");
    client
        .batch_execute("select pg_advisory_unlock(7)")
        .await
        .unwrap();
    soon(async || database::text(&bench.app.database_url, count).await == "1").await;
}

/// Waits until something is so that nobody is told of.
async fn soon(is_so: impl AsyncFn() -> bool) {
    let all = async { while !is_so().await {} };
    tokio::time::timeout(Duration::from_secs(15), all)
        .await
        .unwrap();
}

#[tokio::test]
async fn answers_are_kept_for_as_long_as_is_set() {
    let app = TestApp::with(|app| app.keep_answers = Duration::from_hours(2)).await;
    let bench = Bench::on(app).await;
    assert_eq!(bench.post("one", "paid").await.status(), 200);
    let minutes =
        "select round(extract(epoch from expires_at - now()) / 60)::text from kept_answers";
    assert_eq!(
        database::text(&bench.app.database_url, minutes).await,
        "120"
    );

    let app = TestApp::with(|app| app.keep_answers = Duration::ZERO).await;
    let bench = Bench::on(app).await;
    for _ in 0..2 {
        assert!(!is_again(&bench.post("one", "paid").await));
    }
    assert_eq!(bench.results().await, 2);
}

#[tokio::test]
async fn a_path_is_the_same_with_and_without_percent_signs() {
    let bench = Bench::new().await;
    let first = bench.post("one", "paid").await;
    assert_eq!(first.status(), 200, "{}", first.text());
    let client = bench.app.basic().header("Idempotency-Key", "one");
    for path in [
        format!("{}/%72esults", bench.path),
        format!("{}/%72%65sults/", bench.path),
        bench.path.replace("projects", "p%72ojects") + "/results",
    ] {
        let again = client.post(&path, &bench.result("paid")).await;
        assert!(is_again(&again), "{path}: {}", again.text());
        assert_eq!(again.text(), first.text());
    }
    assert_eq!(bench.results().await, 1);
}

#[tokio::test]
async fn of_one_access_key_the_oldest_answers_go_first_and_the_newest_stays() {
    let most = 40 * 1024;
    let app = TestApp::with(|app| app.keep_answer_bytes = most).await;
    let bench = Bench::on(app).await;
    let other = bench.app.limited(&[store::Scope::Write]).await;
    let of_other = bench.post_with(&other, "other", "paid").await;
    assert_eq!(of_other.status(), 200, "{}", of_other.text());
    let kept = "select (sum(octet_length(body)) + 1024 * count(*))::text from kept_answers
        where access_key = (select min(access_key) from kept_answers)";
    for number in 0..60 {
        let posted = bench.post(&number.to_string(), "paid").await;
        assert_eq!(posted.status(), 200, "{}", posted.text());
        soon(async || {
            let kept = database::text(&bench.app.database_url, kept).await;
            kept.parse::<usize>().unwrap() <= most + most / 8 + 4 * 1024
        })
        .await;
    }
    assert!(is_again(&bench.post("59", "paid").await));
    assert!(is_again(&bench.post_with(&other, "other", "paid").await));
    let count = "select count(*)::text from kept_answers";
    let count = database::text(&bench.app.database_url, count).await;
    assert!(
        (10..50).contains(&count.parse::<usize>().unwrap()),
        "{count}"
    );
    assert!(!is_again(&bench.post("0", "paid").await), "it is gone");
}

#[tokio::test]
async fn one_answer_that_is_larger_than_what_may_be_kept_is_kept_alone() {
    let app = TestApp::with(|app| app.keep_answer_bytes = 1).await;
    let bench = Bench::on(app).await;
    for number in ["one", "two", "three"] {
        assert!(!is_again(&bench.post(number, "paid").await));
        assert!(is_again(&bench.post(number, "paid").await));
    }
    let count = "select count(*)::text from kept_answers";
    assert_eq!(database::text(&bench.app.database_url, count).await, "1");
}

#[tokio::test]
async fn a_deletion_under_a_key_wakes_the_purge() {
    let bench = Bench::new().await;
    let _ = bench.post("one", "paid").await;
    let purging = tokio::spawn(bench.app.store.clone().purge_forever());
    let client = bench.app.basic().header("Idempotency-Key", "delete");
    for again in [false, true] {
        let deleted = client
            .post(&format!("{}/delete", bench.path), &json!({}))
            .await;
        assert_eq!(deleted.status(), 200, "{}", deleted.text());
        assert_eq!(is_again(&deleted), again);
    }
    let gone = async {
        let rows = "select count(*)::text from runs";
        while database::text(&bench.app.database_url, rows).await != "0" {}
    };
    tokio::time::timeout(Duration::from_mins(1), gone)
        .await
        .unwrap();
    purging.abort();
}
