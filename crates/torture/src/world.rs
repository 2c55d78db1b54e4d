//! What one round writes into: a project of its own.

use anyhow::Result;
use reqwest::Method;
use serde_json::json;

use crate::http::{Dialect, Http, list, text};

/// Cases of the project: few, so that writers meet on their rows.
const CASES: usize = 12;

/// Names of everything that requests name.
#[derive(Clone, Debug, Default)]
pub(crate) struct World {
    pub(crate) project: String,
    pub(crate) cases: Vec<String>,
    /// A run of all cases, which four dialects write into.
    pub(crate) run: String,
    /// The rows of the run as Testably names them, in the order of the cases.
    pub(crate) rows: Vec<String>,
    pub(crate) build: String,
    /// A plan of all cases.
    pub(crate) plan: String,
}

impl World {
    /// Makes it; `round` tells it from all others.
    pub(crate) fn make(http: &Http, round: usize) -> Result<Self> {
        use Dialect::{Browserstack, Native, Reporting, Testably};
        let name = format!("Round {round}");
        let post = |dialect, path: &str, body| http.make(dialect, Method::POST, path, body);
        let made = post(
            Browserstack,
            "/api/v2/projects",
            json!({"project": {"name": name}}),
        )?;
        let project = text(&made, "/project/identifier")?;
        let path = format!("/api/v2/projects/{project}");
        let folder = json!({"folder": {"name": "Checkout"}});
        let folder = post(Browserstack, &format!("{path}/folders"), folder)?;
        let into = format!("{path}/folders/{}/test-cases", text(&folder, "/folder/id")?);
        let mut cases = Vec::new();
        for number in 0..CASES {
            let case = json!({"test_case": {"name": format!("Case {number:02}")}});
            let case = post(Browserstack, &into, case)?;
            cases.push(text(&case, "/data/test_case/identifier")?);
        }
        let run = json!({"test_run": {"name": "Busy", "test_cases": cases}});
        let run = post(Browserstack, &format!("{path}/test-runs"), run)?;
        let run = text(&run, "/test_run/identifier")?;
        let listed = http.get(Testably, &format!("/v1/runs/{run}/results"))?;
        let mut rows = list(&listed, "/data")?
            .iter()
            .map(|row| Ok((text(row, "/test_case_title")?, text(row, "/id")?)))
            .collect::<Result<Vec<_>>>()?;
        rows.sort_unstable();
        let build =
            json!({"name": "Build", "project_name": name, "started_at": "2026-05-13T12:00:00Z"});
        let build = post(Reporting, "/ext/v1/builds/start", build)?;
        let plan = format!("3fa85f64-5717-4562-b3fc-{round:012x}");
        let put = json!({"project": project, "name": "Plan", "application": "Shop", "test_cases": cases, "configurations": []});
        http.make(
            Native,
            Method::PUT,
            &format!("/api/verdict/plans/{plan}"),
            put,
        )?;
        Ok(Self {
            project,
            cases,
            run,
            rows: rows.into_iter().map(|(_, id)| id).collect(),
            build: text(&build, "/build_hashed_id")?,
            plan,
        })
    }
}
