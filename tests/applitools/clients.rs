//! What the two known clients do with the answers: a Python script for Azure, and the shell steps of the vendor's
//! own pipelines. Both execute, poll until a word that they take for an end, and make an exit code of it.

use e2e::{Client, Reply};
use serde_json::{Value, json};
use store::Scope;

use super::night::{Night, PLAN, chrome};

/// The shell steps: `curl`, `jq -r '.result.id // .run_id'`, and anything but 200 is tried again.
struct Shell<'a> {
    client: &'a Client,
    run: String,
    token: String,
}

impl<'a> Shell<'a> {
    async fn start(client: &'a Client) -> Self {
        let reply = client
            .post(&format!("/api/plan/{PLAN}/execute"), &json!({}))
            .await;
        let answer = reply.expect(200);
        let field = |inner: &str, outer: &str| {
            let found = answer["result"].get(inner).or_else(|| answer.get(outer));
            found
                .and_then(Value::as_str)
                .expect("jq prints a text")
                .to_owned()
        };
        Self {
            client,
            run: field("id", "run_id"),
            token: field("read_token", "read_token"),
        }
    }

    /// One poll: the exit code once the run has ended.
    async fn poll(&self) -> Option<i32> {
        let path = format!("/api/result/{}?read_token={}", self.run, self.token);
        let reply = self.client.get(&path).await;
        let status = reply.expect(200)["result"]["status"]
            .as_str()
            .unwrap_or("pending");
        match status {
            "passed" => Some(0),
            "failed" | "aborted" | "unresolved" => Some(1),
            _ => None,
        }
    }
}

/// What the script makes of a run: its end, and a word for each test.
fn script(reply: &Reply) -> (bool, Vec<(String, &'static str)>) {
    let result = &reply.expect(200)["result"];
    let status = result["status"].as_str().unwrap().to_lowercase();
    let ended = ["passed", "failed", "aborted", "completed"].contains(&status.as_str());
    let tests = result["tests"].as_array().unwrap().iter().map(|test| {
        let word = match test["status"].as_str().unwrap() {
            "passed" => "pass",
            "pending" => "skip",
            _ => "fail",
        };
        assert!(
            test["testResultsUrl"]
                .as_str()
                .is_some_and(|url| url.starts_with("http"))
        );
        (test["name"].as_str().unwrap().to_owned(), word)
    });
    (ended, tests.collect())
}

#[tokio::test]
async fn the_shell_steps_wait_for_the_end_and_fail_unless_all_passed() {
    for (words, code) in [
        (["passed", "passed"], 0),
        (["passed", "failed"], 1),
        (["blocked", "passed"], 1),
        (["retest", "passed"], 1),
    ] {
        let night = Night::of(&["Login", "Cart"], &[chrome()]).await;
        // The vendor's personal keys may execute and nothing else.
        let key = night.app.limited_key(&[Scope::Execute]).await;
        let client = night
            .app
            .anonymous()
            .header("Authorization", &format!("Bearer {key}"));
        let shell = Shell::start(&client).await;
        assert_eq!(shell.poll().await, None);
        night.record(&shell.run, &[(1, words[0])]).await;
        assert_eq!(shell.poll().await, None);
        night.record(&shell.run, &[(2, words[1])]).await;
        assert_eq!(shell.poll().await, Some(code), "{words:?}");
    }
}

#[tokio::test]
async fn the_script_sends_no_body_and_reports_each_test() {
    let night = Night::of(&["Login", "Cart", "Help"], &[chrome()]).await;
    let client = night.app.query_key();
    let path = format!("/api/plan/{PLAN}/execute");
    let started = client.raw("POST", &path, None, Vec::new()).await;
    let run = started.expect(200)["result"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/result/{run}");
    assert!(!script(&client.get(&path).await).0);

    night.record(&run, &[(1, "passed"), (2, "failed")]).await;
    let skipped = json!({"results": [{"test_case_code": "TC-003", "status": "SKIPPED"}]});
    let results = format!("/api/v1/runs/{run}/results");
    let _ = night
        .app
        .bearer()
        .post(&results, &skipped)
        .await
        .expect(201);

    let (ended, tests) = script(&client.get(&path).await);
    let expected = [("Login", "pass"), ("Cart", "fail"), ("Help", "skip")];
    let expected = expected.map(|(name, word)| (name.to_owned(), word));
    assert!(ended);
    assert_eq!(tests, expected);
}

#[tokio::test]
async fn the_scripts_parameters_are_taken() {
    let night = Night::of(&["Login"], &[]).await;
    let path = format!("/api/plan/{PLAN}/execute");
    let values = json!({"parameter_values": {"url": "https://x"}});
    let _ = night.app.query_key().post(&path, &values).await.expect(200);
}
