//! Which key opens what.

use serde_json::json;
use store::Scope;

use super::night::{Night, PLAN};

const NO_RUN: &str = "ac247a18-75d5-4094-8ab3-56788d6d2ff9";

#[tokio::test]
async fn a_key_that_may_not_read_brings_the_runs_token() {
    let night = Night::of(&["Login"], &[]).await;
    let (run, token) = night.execute().await;
    let (other, other_token) = night.execute().await;
    for scope in [Scope::Execute, Scope::Write] {
        let client = night.app.limited(&[scope]).await;
        for (id, token, expected) in [
            (run.as_str(), token.as_str(), 200),
            (&other, &other_token, 200),
            (&run, &other_token, 403),
            (&run, "", 403),
            (&run, &token.to_uppercase(), 403),
            (NO_RUN, &token, 403),
            ("nightly", &token, 403),
        ] {
            let path = format!("/api/result/{id}?read_token={token}");
            assert_eq!(client.get(&path).await.status(), expected, "{path}");
        }
    }
}

#[tokio::test]
async fn a_wrong_token_and_an_unknown_run_are_the_same_refusal() {
    let night = Night::of(&["Login"], &[]).await;
    let (run, token) = night.execute().await;
    let client = night.app.limited(&[Scope::Execute]).await;
    let wrong = client.get(&format!("/api/result/{run}?read_token=0")).await;
    let unknown = client
        .get(&format!("/api/result/{NO_RUN}?read_token={token}"))
        .await;
    let none = client.get(&format!("/api/result/{run}")).await;
    assert_eq!(wrong.expect(403), unknown.expect(403));
    assert_eq!(wrong.json(), none.expect(403));
    assert_eq!(wrong.json()["error"]["code"], "forbidden");
}

#[tokio::test]
async fn a_token_opens_nothing_without_a_key_nor_a_run_that_has_none() {
    let night = Night::of(&["Login"], &[]).await;
    let (run, token) = night.execute().await;
    let path = format!("/api/result/{run}?read_token={token}");
    assert_eq!(
        night.app.anonymous().get(&path).await.expect(401)["error"]["code"],
        "unauthorized"
    );
    assert_eq!(night.app.with_key("wrong").get(&path).await.status(), 401);
    let plain = night.app.run(&night.shop, "Nightly").await;
    let client = night.app.limited(&[Scope::Execute]).await;
    let path = format!("/api/result/TR-{}?read_token=", plain.number);
    assert_eq!(client.get(&path).await.status(), 403);
}

#[tokio::test]
async fn a_key_that_may_read_needs_no_token() {
    let night = Night::of(&["Login"], &[]).await;
    let (run, _) = night.execute().await;
    let key = night.app.limited_key(&[Scope::Read]).await;
    for path in [
        format!("/api/result/{run}?apiKey={key}"),
        format!("/api/result/{run}?apiKey={key}&read_token=wrong&unknown=1"),
    ] {
        assert_eq!(
            night.app.anonymous().get(&path).await.status(),
            200,
            "{path}"
        );
    }
}

#[tokio::test]
async fn executing_needs_its_own_scope() {
    let night = Night::of(&["Login"], &[]).await;
    let paths = [
        format!("/api/plan/{PLAN}/execute"),
        format!("/api/test/{}/execute", night.shop.cases[0].opaque.uuid()),
    ];
    for path in paths {
        for (scope, expected) in [
            (Scope::Execute, 200),
            (Scope::Read, 403),
            (Scope::Write, 403),
            (Scope::Admin, 403),
        ] {
            let client = night.app.limited(&[scope]).await;
            assert_eq!(
                client.post(&path, &json!({})).await.status(),
                expected,
                "{path}"
            );
        }
    }
    let listed = night.app.bearer().get("/api/v1/runs").await;
    assert_eq!(listed.expect(200)["pagination"]["total"], 2);
}
