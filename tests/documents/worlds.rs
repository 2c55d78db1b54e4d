//! What is there when a documented request is sent: the ids of its path, and those that its example names.

use domain::case::RowKey;
use domain::number::CaseNumber;
use domain::spelling;
use e2e::{Shop, TestApp};
use serde_json::{Value, json};
use store::Located;
use store::locate::Run;

/// A project of its own with cases, a run of them, a plan, and results.
pub(super) struct World<'a> {
    pub(super) app: &'a TestApp,
    shop: Shop,
    run: Located<Run>,
    dialect: &'static str,
    /// Ids that only one dialect has, by the name that a path gives them.
    own: Vec<(&'static str, String)>,
}

impl<'a> World<'a> {
    pub(super) async fn make(app: &'a TestApp, dialect: &'static str, number: usize) -> Self {
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
        };
        world.own = match dialect {
            "applitools" => world.of_applitools().await,
            "qahub" => world.of_qahub(),
            _ => Vec::new(),
        };
        world
    }

    /// The path with ids of this world.
    pub(super) fn path(&self, pattern: &str) -> String {
        let parts = pattern.split('/').map(|part| {
            match part.strip_prefix('{').and_then(|it| it.strip_suffix('}')) {
                Some(name) => self.id(name),
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
    pub(super) fn names(&self) -> Vec<(&'static str, &str)> {
        self.own
            .iter()
            .map(|(name, id)| (*name, id.as_str()))
            .collect()
    }

    fn of_qahub(&self) -> Vec<(&'static str, String)> {
        let [login, checkout] = [0, 1].map(|place| self.shop.cases[place].number);
        let row = spelling::RowReference {
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

    async fn of_applitools(&self) -> Vec<(&'static str, String)> {
        let plan = uuid::Uuid::new_v4().to_string();
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
        vec![("plan", plan)]
    }
}
