//! What is there when fuzzing begins, made through the dialects themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{http, text};

/// All ids, for `hooks.py`.
pub(super) const FILE: &str = "world.json";

/// Shops: what one operation closes or deletes is there for the others, which have their own.
pub(super) struct World(Vec<Ids>);

/// Ids of what a shop has, by the names of `hooks.py`, of which some are dictionaries of `schemathesis.toml`, too.
type Ids = BTreeMap<&'static str, Vec<String>>;

impl World {
    pub(super) fn make(address: &str, shops: usize) -> Result<Self> {
        let shops = (1..=shops).map(|number| Shop::open(address, number));
        shops.collect::<Result<_>>().map(Self)
    }

    /// Writes each dictionary to a file, an id in quotes a line, and all to [`FILE`].
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let write = |name: &str, content: String| {
            let path = folder.join(name);
            fs::write(&path, content).with_context(|| format!("write {}", path.display()))
        };
        let mut dictionaries: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, ids) in self.0.iter().flatten() {
            let lines = ids.iter().map(|id| format!("\"{id}\"\n"));
            dictionaries.entry(name).or_default().extend(lines);
        }
        for (name, lines) in dictionaries {
            write(&format!("{name}.txt"), lines.concat())?;
        }
        write(FILE, serde_json::to_string(&self.0)?)
    }
}

/// A project while it is made, and all that is in it.
struct Shop<'a> {
    address: &'a str,
    name: String,
    ids: Ids,
}

impl Shop<'_> {
    fn open(address: &str, number: usize) -> Result<Ids> {
        let name = format!("Shop {number}");
        let ids = Ids::new();
        let mut shop = Shop { address, name, ids };
        shop.words()?;
        let project = json!({ "project": { "name": shop.name } });
        let project = shop.make(
            "projects",
            "/api/v2/projects",
            &project,
            "/project/identifier",
        )?;
        let configuration = json!({ "name": shop.name, "os": "Windows" });
        let configuration = shop.make(
            "configurations",
            "/api/v2/configurations",
            &configuration,
            "/id",
        )?;
        let cases = shop.catalogue(&project)?;
        shop.run(&project, &cases, &configuration)?;
        shop.plan(number, &project, &cases)?;
        shop.build()?;
        Ok(shop.ids)
    }

    /// A field and a status of the organization's own, and what a result can say.
    fn words(&mut self) -> Result<()> {
        let field = json!({
            "field_name": self.name, "field_type": "string", "field_entity_type": "test_case",
            "applies_to_all_projects": true,
        });
        self.make(
            "fields",
            "/api/v2/custom-fields",
            &field,
            "/custom_field/id",
        )?;
        let status = json!({ "name": self.name, "counts_as": "failed" });
        self.make("statuses", "/api/verdict/statuses", &status, "/number")?;
        for word in ["passed", "Failed", &self.name.clone()] {
            self.add("words", word.to_owned());
        }
        Ok(())
    }

    /// A folder with two cases, and one to move it into.
    fn catalogue(&mut self, project: &str) -> Result<Vec<String>> {
        let folders = format!("/api/v2/projects/{project}/folders");
        let named = |name: &str| json!({ "folder": { "name": name } });
        self.make("parents", &folders, &named("Shop"), "/folder/id")?;
        let folder = self.make("folders", &folders, &named("Web"), "/folder/id")?;
        let path = format!("{folders}/{folder}/test-cases");
        let make = |title| {
            let steps = ["Open", "Close"].map(|step| json!({ "step": step, "result": "Done" }));
            let case = json!({ "test_case": { "name": title, "test_case_steps": steps } });
            self.make("cases", &path, &case, "/data/test_case/identifier")
        };
        let cases: Vec<String> = ["Login", "Checkout"]
            .into_iter()
            .map(make)
            .collect::<Result<_>>()?;
        for case in &cases {
            let report = format!("<testsuite><testcase name='[{case}] works'/></testsuite>");
            self.add("reports", report);
        }
        Ok(cases)
    }

    /// A run of the cases, of which one has a result with a file.
    fn run(&mut self, project: &str, cases: &[String], configuration: &str) -> Result<()> {
        let configuration: i64 = configuration.parse()?;
        let runs = format!("/api/v2/projects/{project}/test-runs");
        let run = json!({
            "test_run": { "name": "Nightly", "test_cases": cases, "configurations": [configuration] },
        });
        let run = self.make("runs", &runs, &run, "/test_run/identifier")?;
        let results = json!({ "results": [{ "test_case_id": cases.first(), "status": "passed" }] });
        self.post(&format!("/v1/runs/{run}/results/bulk"), &results)?;
        let rows = self.get(&format!("/v1/runs/{run}/results"))?;
        let executions = self.get(&format!("{runs}/{run}/test-cases"))?;
        for place in 0..cases.len() {
            self.add("results", text(&rows, &format!("/data/{place}/id"))?);
            let pointer = format!("/test_cases/{place}/execution_id");
            self.add("executions", text(&executions, &pointer)?);
        }
        let outcomes = self.get(&format!("{runs}/{run}/results"))?;
        self.add("outcomes", text(&outcomes, "/test_results/0/id")?);
        let row = text(&rows, "/data/0/id")?;
        let attached = http::send(
            self.address,
            "POST",
            &format!("/api/v1/results/{row}/attachments"),
            "multipart/form-data; boundary=xxxx",
            b"--xxxx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log.txt\"\r\n\r\nstarted\r\n--xxxx--\r\n",
        )?;
        self.add("attachments", text(&attached, "/data/0/id")?);
        Ok(())
    }

    fn plan(&mut self, number: usize, project: &str, cases: &[String]) -> Result<()> {
        let plan = format!("3fa85f64-5717-4562-b3fc-{number:012}");
        let body = json!({
            "project": project, "name": "Nightly", "application": self.name, "test_cases": cases,
            "configurations": [],
        });
        http::json(
            self.address,
            "PUT",
            &format!("/api/verdict/plans/{plan}"),
            &body,
        )?;
        self.add("plans", plan);
        Ok(())
    }

    /// A build with a hook and tests that are open.
    fn build(&mut self) -> Result<()> {
        let build = json!({
            "name": "Nightly", "project_name": self.name, "started_at": "2026-05-13T12:00:00Z",
        });
        let build = self.make("builds", "/ext/v1/builds/start", &build, "/build_hashed_id")?;
        let hook = json!({
            "hook_type": "beforeAll", "name": "starts", "file_name": "tests/shop.py",
            "scopes": ["Shop"], "started_at": "2026-05-13T12:00:00Z",
        });
        self.make(
            "hooks",
            &format!("/ext/v1/builds/{build}/hooks/start"),
            &hook,
            "/uuid",
        )?;
        for title in ["opens", "closes"] {
            let test = json!({
                "name": title, "file_name": "tests/shop.py", "scopes": ["Shop"],
                "started_at": "2026-05-13T12:00:01Z",
            });
            self.make(
                "attempts",
                &format!("/ext/v1/builds/{build}/tests/start"),
                &test,
                "/uuid",
            )?;
        }
        Ok(())
    }

    /// Makes something and keeps its id, which is at `pointer` in the answer.
    fn make(
        &mut self,
        kind: &'static str,
        path: &str,
        body: &Value,
        pointer: &str,
    ) -> Result<String> {
        let id = text(&self.post(path, body)?, pointer)?;
        self.add(kind, id.clone());
        Ok(id)
    }

    fn add(&mut self, kind: &'static str, id: String) {
        self.ids.entry(kind).or_default().push(id);
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        http::json(self.address, "POST", path, body)
    }

    fn get(&self, path: &str) -> Result<Value> {
        http::json(self.address, "GET", path, &json!({}))
    }
}
