//! What is there when a documented request is sent: the ids of its path, and those that its example names.

use domain::case::RowKey;
use domain::number::CaseNumber;
use domain::spelling::{self, ExecutionReference, RowReference};
use domain::text::Text;
use e2e::{Form, Shop, TestApp};
use serde_json::{Value, json};
use store::Located;
use store::locate::Run;
use uuid::Uuid;

/// The `execution_id` that examples name.
const EXECUTION: &str = "7d1f0b5e2c6a4f38901b3c5d7e9f1a2b00000001000000020000000041c6e3d9";

/// A project of its own with cases, a run of them, a plan, and results.
pub(crate) struct World<'a> {
    pub(crate) app: &'a TestApp,
    shop: Shop,
    run: Located<Run>,
    dialect: &'static str,
    /// Ids that only one dialect has, by the name that a path gives them.
    own: Vec<(&'static str, String)>,
    /// What examples name, and what is called so here.
    names: Vec<(&'static str, String)>,
}

impl<'a> World<'a> {
    pub(crate) async fn make(app: &'a TestApp, dialect: &'static str, number: usize) -> Self {
        let shop = app
            .seed(&format!("Shop {number}"), &["Login", "Checkout", "Search"])
            .await;
        let run = app.run(&shop, "Nightly").await;
        let mut world = Self {
            app,
            shop,
            run,
            dialect,
            own: Vec::new(),
            names: Vec::new(),
        };
        world.own = match dialect {
            "applitools" => world.of_applitools().await,
            "browserstack" => world.of_browserstack().await,
            "qahub" => world.of_qahub(),
            "native" => world.of_native().await,
            "reporting" => world.of_reporting().await,
            "testably" => world.of_testably().await,
            _ => Vec::new(),
        };
        world.names = world.of_every_dialect();
        world
    }

    /// The path with ids of this world.
    pub(crate) fn path(&self, pattern: &str) -> String {
        Self::path_of(pattern, |name| self.id(name))
    }

    /// The path with ids of this world, but for one parameter.
    pub(crate) fn path_with(&self, pattern: &str, parameter: &str, value: &str) -> String {
        Self::path_of(pattern, |name| {
            if name == parameter {
                value.to_owned()
            } else {
                self.id(name)
            }
        })
    }

    fn path_of(pattern: &str, value: impl Fn(&str) -> String) -> String {
        let parts = pattern.split('/').map(|part| {
            match part.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
                Some(name) => value(name),
                None => part.to_owned(),
            }
        });
        parts.collect::<Vec<_>>().join("/")
    }

    /// What a parameter of a path names here. Any form of an id will do.
    fn id(&self, name: &str) -> String {
        if let Some((_, id)) = self.own.iter().find(|(own, _)| *own == name) {
            return id.clone();
        }
        match name {
            "project" => format!("PR-{}", self.shop.project.number),
            "run" => format!("TR-{}", self.run.number),
            "case" | "test" => format!("TC-{}", self.shop.cases[0].number),
            other => panic!("{}: no {other} was made for its paths", self.dialect),
        }
    }

    /// What an example names, and what is called so here.
    pub(crate) fn names(&self) -> Vec<(&'static str, &str)> {
        let all = self.names.iter().chain(&self.own);
        all.map(|(name, id)| (*name, id.as_str())).collect()
    }

    /// Human spellings, which every dialect reads.
    fn of_every_dialect(&self) -> Vec<(&'static str, String)> {
        let cases = ["TC-1", "TC-2", "TC-3"].into_iter().zip(&self.shop.cases);
        let mut names: Vec<(&'static str, String)> = cases
            .map(|(name, case)| (name, format!("TC-{}", case.number)))
            .collect();
        names.extend([("PR-1", self.id("project")), ("TR-1", self.id("run"))]);
        names
    }

    async fn of_native(&self) -> Vec<(&'static str, String)> {
        let row = RowReference {
            run: self.run.opaque,
            key: RowKey::first_of(self.shop.cases[0].number),
        };
        let path = format!("/api/v1/results/{}/attachments", row.prefixed());
        let form = Form::default().file("file", "log.txt", b"12:00:01 started\n");
        let content_type = Some(Form::CONTENT_TYPE);
        let sent = self.app.bearer();
        let sent = sent.raw("POST", &path, content_type, form.finish()).await;
        let attached = &sent.expect(201)["data"][0];
        let seal = format!("/api/verdict/runs/{}/seal", self.id("run"));
        let sealed = self.app.bearer().put(&seal, &json!({"results": 3})).await;
        let _ = sealed.expect(200);
        // Every world is of one organization, so each has a status of another name.
        let status = json!({"name": Uuid::new_v4(), "counts_as": "retest"});
        let made = self.app.bearer();
        let made = made.post("/api/verdict/statuses", &status).await;
        vec![
            ("plan", Uuid::new_v4().to_string()),
            ("result", row.prefixed()),
            ("status", made.expect(201)["number"].to_string()),
            ("attachment", attached["id"].as_str().unwrap().to_owned()),
            ("hook", self.hook().await),
        ]
    }

    fn of_qahub(&self) -> Vec<(&'static str, String)> {
        let [login, checkout] = [0, 1].map(|place| self.shop.cases[place].number);
        let row = RowReference {
            run: self.run.opaque,
            key: RowKey::first_of(login),
        };
        let code = |case: CaseNumber| spelling::code(spelling::Kind::Case, case.get());
        vec![
            ("result", row.cuid()),
            ("clproj001", spelling::cuid(self.shop.project.opaque)),
            ("TC-001", code(login)),
            ("TC-002", code(checkout)),
        ]
    }

    async fn of_browserstack(&self) -> Vec<(&'static str, String)> {
        let client = self.app.basic();
        let name = format!("of {}", self.shop.project.number);
        let folders = format!("/api/v2/projects/{}/folders", self.id("project"));
        let folder = client
            .post(&folders, &json!({"folder": {"name": name}}))
            .await;
        let folder = folder.expect(200)["folder"]["id"].to_string();
        let configurations = "/api/v2/configurations";
        let configuration = client.post(configurations, &json!({"name": name})).await;
        let configuration = configuration.expect(200)["id"].to_string();
        let field = json!({"field_name": name, "field_type": "int"});
        let field = client.post("/api/v2/custom-fields", &field).await;
        let field = &field.expect(200)["custom_field"]["id"];
        let (result, attachment) = self.attached().await;
        vec![
            ("result", result),
            ("attachment", attachment),
            ("TC-13", self.stands_under(&configuration).await),
            ("TP-1", self.plan().await),
            (EXECUTION, self.execution()),
            ("116", configuration.clone()),
            ("configuration", configuration),
            ("field", field.as_str().unwrap().to_owned()),
            ("4711", folder.clone()),
            ("folder", folder),
        ]
    }

    /// A result with a file, and the file.
    async fn attached(&self) -> (String, String) {
        let client = self.app.basic();
        let (project, run) = (self.id("project"), self.id("run"));
        let case = format!("TC-{}", self.shop.cases[0].number);
        let body = json!({"test_case_id": case, "test_result": {"status": "failed"}});
        let path = format!("/api/v2/projects/{project}/test-runs/{run}/results");
        let made = client.post(&path, &body).await;
        let result = made.expect(200)["test-result"]["id"].to_string();
        let path = format!("/api/v2/projects/{project}/test-results/{result}/attachments");
        let form = Form::default().file("file", "log.txt", b"12:00:01 started\n");
        let content_type = Some(Form::CONTENT_TYPE);
        let sent = client.raw("POST", &path, content_type, form.finish()).await;
        let attachment = sent.expect(200)["attachment"]["id"].to_string();
        (result, attachment)
    }

    /// A case that the run holds under the configuration, too.
    async fn stands_under(&self, configuration: &str) -> String {
        let case = format!("TC-{}", self.shop.cases[2].number);
        let configuration: i32 = configuration.parse().unwrap();
        let rows = json!({"test_case_ids": [case], "configuration_ids": [configuration]});
        let body = json!({"test_run": {"add_test_cases": [rows]}});
        let (project, run) = (self.id("project"), self.id("run"));
        let path = format!("/api/v2/projects/{project}/test-runs/{run}/test-cases");
        let added = self.app.basic().patch(&path, &body).await;
        let _ = added.expect(202);
        case
    }

    /// The `execution_id` of a row of the run.
    fn execution(&self) -> String {
        let row = ExecutionReference {
            project: self.run.project_opaque,
            run: self.run.number,
            key: RowKey::first_of(self.shop.cases[1].number),
        };
        row.hashed()
    }

    async fn of_reporting(&self) -> Vec<(&'static str, String)> {
        let test = include_str!("../reporting/examples/start-test.request.json");
        vec![
            ("build", spelling::hashed(self.run.opaque)),
            ("uuid", self.started("tests", test).await),
            ("hook", self.hook().await),
            ("Shop", self.shop.project.name.clone()),
        ]
    }

    async fn hook(&self) -> String {
        let hook = include_str!("../reporting/examples/start-hook.request.json");
        self.started("hooks", hook).await
    }

    /// The UUID of a test or hook of the run that a reporter has started.
    async fn started(&self, kind: &str, request: &str) -> String {
        let body: Value = serde_json::from_str(request).unwrap();
        let path = format!("/ext/v1/builds/{}/{kind}/start", self.id("run"));
        let reply = self.app.basic().post(&path, &body).await;
        reply.expect(200)["uuid"].as_str().unwrap().to_owned()
    }

    /// Three cases for the published example's four: the last one is not in the run.
    async fn of_testably(&self) -> Vec<(&'static str, String)> {
        let Shop { project, cases, .. } = &self.shop;
        let row = RowReference {
            run: self.run.opaque,
            key: RowKey::first_of(cases[0].number),
        };
        let [login, checkout, search] =
            [0, 1, 2].map(|place| spelling::prefixed(spelling::Kind::Case, cases[place].opaque));
        let name = Text::new("Authentication").unwrap();
        let made = self
            .app
            .store
            .create_folder(project, None, name, None)
            .await;
        let folder = made.unwrap().unwrap();
        let readable = |place: usize| format!("SHOP-{}", cases[place].number);
        vec![
            ("result", row.prefixed()),
            ("tc_001", login),
            ("tc_002", checkout),
            ("tc_005", search),
            ("SHOP-1", readable(0)),
            ("SHOP-2", readable(1)),
            ("fld_auth", format!("fld_{}", folder.number)),
            ("<id>", self.id("run")),
            ("run_501", self.id("run")),
        ]
    }

    async fn of_applitools(&self) -> Vec<(&'static str, String)> {
        vec![("plan", self.plan().await)]
    }

    /// The UUID of a plan of the project.
    async fn plan(&self) -> String {
        let plan = Uuid::new_v4().to_string();
        let cases: Vec<String> = self
            .shop
            .cases
            .iter()
            .map(|it| spelling::cuid(it.opaque))
            .collect();
        let body: Value = json!({
            "project": format!("PR-{}", self.shop.project.number),
            "name": "Nightly",
            "application": "Shop",
            "test_cases": cases,
            "configurations": [{
                "name": "Chrome", "os": "Linux", "viewport": "1440x900",
                "device": "Desktop", "browser": "Chrome",
            }],
        });
        let put = self
            .app
            .bearer()
            .put(&format!("/api/verdict/plans/{plan}"), &body)
            .await;
        let _ = put.expect(200);
        plan
    }
}
