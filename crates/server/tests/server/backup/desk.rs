//! A client that looks at a server through every dialect.

use std::collections::BTreeMap;

use reqwest::blocking::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::crash::reporter::{KEY, USERNAME};

const BOUNDARY: &str = "xxxxxxxxxxxxxxxx";

pub(super) struct Desk {
    address: String,
    client: Client,
}

impl Desk {
    /// A client of the server that said this line when it had started.
    pub(super) fn new(line: &str) -> Self {
        let address = line
            .split(' ')
            .find(|word| word.starts_with("http://"))
            .unwrap();
        Self {
            address: address.to_owned(),
            client: Client::new(),
        }
    }

    /// A project with one run of failed results, as a reporter that knows nothing else would make it; the id of each.
    pub(super) fn ingest(&self, project: &str, titles: &[&str]) -> Vec<String> {
        let made = self.post("/api/v1/projects", &json!({"name": project}));
        let result = |title| json!({"title": title, "status": "FAILED", "error_message": title});
        let results: Vec<Value> = titles.iter().map(result).collect();
        let run = json!({"project_id": made["data"]["id"], "results": results});
        let made = self.post("/api/v1/ingest", &run);
        let rows = made["data"].as_array().unwrap().iter();
        rows.map(|row| row["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Attaches ten files to a row.
    pub(super) fn attach_ten(&self, row: &str, text: &str) {
        let part = |number: usize| {
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; \
                 filename=\"log-{number}.txt\"\r\n\r\n{text}\r\n"
            )
        };
        let end = format!("--{BOUNDARY}--\r\n");
        let form: Vec<String> = (0..10).map(part).chain([end]).collect();
        let request = self.bearer("POST", &format!("/api/v1/results/{row}/attachments"));
        let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = request
            .header("Content-Type", content_type)
            .body(form.concat());
        assert_eq!(request.send().unwrap().status(), 201);
    }

    /// The result of a run of one row: its number.
    pub(super) fn only_result(&self, project: &str, run: &str) -> i64 {
        let path = format!("/api/v2/projects/{project}/test-runs/{run}/results");
        let text = self.basic("GET", &path).send().unwrap().text().unwrap();
        let listed: Value = serde_json::from_str(&text).unwrap();
        listed["test_results"][0]["id"].as_i64().unwrap()
    }

    /// The ids of the attachments of a result.
    pub(super) fn attachments(&self, result: i64) -> Vec<String> {
        let path = format!("/api/verdict/results/{result}/attachments");
        let text = self.bearer("GET", &path).send().unwrap().text().unwrap();
        let listed: Value = serde_json::from_str(&text).unwrap();
        let ids = listed["attachments"].as_array().unwrap().iter();
        ids.map(|it| it["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Deletes an attachment of a result.
    pub(super) fn delete(&self, project: &str, result: i64, attachment: &str) {
        let path =
            format!("/api/v2/projects/{project}/test-results/{result}/attachments/{attachment}");
        assert_eq!(self.basic("DELETE", &path).send().unwrap().status(), 200);
    }

    /// The file of an attachment.
    pub(super) fn file(&self, attachment: &str) -> String {
        let path = format!("/api/verdict/attachments/{attachment}");
        let answer = self.bearer("GET", &path).send().unwrap();
        answer.error_for_status().unwrap().text().unwrap()
    }

    /// What every dialect reads of a run, by path. Links do not say which server was asked.
    pub(super) fn read(&self, project: &str, run: &str) -> BTreeMap<String, String> {
        let browserstack = format!("/api/v2/projects/{project}");
        let of_browserstack = [
            browserstack.clone(),
            format!("{browserstack}/folders"),
            format!("{browserstack}/test-cases"),
            format!("{browserstack}/test-runs"),
            format!("{browserstack}/test-runs/{run}"),
            format!("{browserstack}/test-runs/{run}/test-cases"),
            format!("{browserstack}/test-runs/{run}/results"),
        ];
        let of_others = [
            format!("/ext/v1/builds/{run}"),
            format!("/ext/v1/builds/{run}/testRuns"),
            format!("/v1/projects/{project}/test-cases"),
            format!("/v1/runs/{run}/results"),
            format!("/api/result/{run}"),
            format!("/api/v1/runs/{run}"),
            format!("/api/v1/runs/{run}/results"),
            format!("/api/verdict/runs/{run}/logs"),
        ];
        let basic = of_browserstack
            .into_iter()
            .map(|path| (self.basic("GET", &path), path));
        let bearer = of_others
            .into_iter()
            .map(|path| (self.bearer("GET", &path), path));
        let read = |(request, path): (RequestBuilder, String)| {
            let answer = request.send().unwrap();
            assert_eq!(answer.status(), 200, "{path}");
            (path, answer.text().unwrap().replace(&self.address, ""))
        };
        basic.chain(bearer).map(read).collect()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.bearer("POST", path).json(body).send().unwrap();
        answer.error_for_status().unwrap().json().unwrap()
    }

    fn bearer(&self, method: &str, path: &str) -> RequestBuilder {
        self.request(method, path).bearer_auth(KEY)
    }

    fn basic(&self, method: &str, path: &str) -> RequestBuilder {
        self.request(method, path).basic_auth(USERNAME, Some(KEY))
    }

    fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.address);
        self.client.request(method.parse().unwrap(), url)
    }
}
