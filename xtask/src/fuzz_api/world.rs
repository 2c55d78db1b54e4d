//! What is there when fuzzing begins, made through the dialects themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{http, text};

/// How many of everything: what deletes one leaves others.
const SHOPS: usize = 4;

/// Ids that exist, by the dictionary of `schemathesis.toml` that names them.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<&'static str, Vec<String>>);

impl Ids {
    fn add(&mut self, dictionary: &'static str, id: String) {
        self.0.entry(dictionary).or_default().push(id);
    }

    /// Writes each dictionary to a file, an id in quotes a line.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        for (name, ids) in &self.0 {
            let path = folder.join(format!("{name}.txt"));
            let lines: Vec<_> = ids.iter().map(|id| format!("\"{id}\"\n")).collect();
            fs::write(&path, lines.concat())
                .with_context(|| format!("write {}", path.display()))?;
        }
        Ok(())
    }
}

pub(super) fn make(address: &str) -> Result<Ids> {
    let mut ids = Ids::default();
    for number in 1..=SHOPS {
        shop(address, number, &mut ids)?;
    }
    Ok(ids)
}

/// A project with a folder, two cases, a run with results, a plan, and a build with open tests.
fn shop(address: &str, number: usize, ids: &mut Ids) -> Result<()> {
    let post = |path: &str, body: Value| http::json(address, "POST", path, &body);
    let name = format!("Shop {number}");

    let project = post("/api/v2/projects", json!({ "project": { "name": name } }))?;
    let project = text(&project, "/project/identifier")?;
    let base = format!("/api/v2/projects/{project}");
    let folder = post(
        &format!("{base}/folders"),
        json!({ "folder": { "name": "Web" } }),
    )?;
    let folder = text(&folder, "/folder/id")?;
    let mut cases = Vec::new();
    for title in ["Login", "Checkout"] {
        let path = format!("{base}/folders/{folder}/test-cases");
        let made = post(&path, json!({ "test_case": { "name": title } }))?;
        cases.push(text(&made, "/data/test_case/identifier")?);
    }
    let run = json!({ "test_run": { "name": "Nightly", "test_cases": cases } });
    let run = post(&format!("{base}/test-runs"), run)?;
    let run = text(&run, "/test_run/identifier")?;
    let results = json!({ "results": [{ "test_case_id": cases.first(), "status": "passed" }] });
    post(&format!("/v1/runs/{run}/results/bulk"), results)?;
    let rows = http::json(
        address,
        "GET",
        &format!("/v1/runs/{run}/results"),
        &json!({}),
    )?;
    for place in 0..cases.len() {
        ids.add("results", text(&rows, &format!("/data/{place}/id"))?);
    }

    let plan = format!("3fa85f64-5717-4562-b3fc-2c963f66afa{number}");
    let body = json!({
        "project": project, "name": "Nightly", "application": name, "test_cases": cases,
        "configurations": [],
    });
    http::json(address, "PUT", &format!("/api/verdict/plans/{plan}"), &body)?;

    let start = json!({
        "name": "Nightly", "project_name": name, "started_at": "2026-05-13T12:00:00Z",
    });
    let build = post("/ext/v1/builds/start", start)?;
    let build = text(&build, "/build_hashed_id")?;
    let hook = json!({
        "hook_type": "beforeAll", "name": "starts", "file_name": "tests/shop.py", "scopes": ["Shop"],
        "started_at": "2026-05-13T12:00:00Z",
    });
    let hook = post(&format!("/ext/v1/builds/{build}/hooks/start"), hook)?;
    ids.add("hooks", text(&hook, "/uuid")?);
    for title in ["opens", "closes"] {
        let start = json!({
            "name": title, "file_name": "tests/shop.py", "scopes": ["Shop"],
            "started_at": "2026-05-13T12:00:01Z",
        });
        let started = post(&format!("/ext/v1/builds/{build}/tests/start"), start)?;
        ids.add("attempts", text(&started, "/uuid")?);
    }

    let configuration = json!({ "name": name, "os": "Windows", "os_version": number.to_string() });
    let configuration = post("/api/v2/configurations", configuration)?;
    ids.add("configurations", text(&configuration, "/id")?);
    let field = json!({
        "field_name": name, "field_type": "string", "field_entity_type": "test_case",
        "applies_to_all_projects": true,
    });
    let field = post("/api/v2/custom-fields", field)?;
    ids.add("fields", text(&field, "/custom_field/id")?);
    let status = json!({ "name": name, "counts_as": "failed" });
    let status = post("/api/verdict/statuses", status)?;
    ids.add("statuses", text(&status, "/number")?);

    let row = text(&rows, "/data/0/id")?;
    let attached = http::send(
        address,
        "POST",
        &format!("/api/v1/results/{row}/attachments"),
        "multipart/form-data; boundary=xxxx",
        b"--xxxx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.txt\"\r\n\r\nstarted\r\n--xxxx--\r\n",
    )?;
    ids.add("attachments", text(&attached, "/data/0/id")?);
    ids.add("projects", project);
    ids.add("folders", folder);
    for case in cases {
        ids.add("cases", case);
    }
    ids.add("runs", run);
    ids.add("plans", plan);
    ids.add("builds", build);
    Ok(())
}
