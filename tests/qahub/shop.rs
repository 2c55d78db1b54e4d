//! A run to write against.

use domain::spelling;
use e2e::{Reply, Shop, TestApp};
use serde_json::{Value, json};
use store::Located;
use store::locate::{Page, Run};

/// A server with a run of these cases.
pub(super) struct Night {
    pub(super) app: TestApp,
    pub(super) shop: Shop,
    pub(super) run: Located<Run>,
    /// `/api/v1/runs/cl…/results`
    pub(super) path: String,
}

impl Night {
    pub(super) async fn of(titles: &[&str]) -> Self {
        let app = TestApp::start().await;
        let shop = app.seed("Shop", titles).await;
        let run = app.run(&shop, "Nightly").await;
        let path = format!("/api/v1/runs/{}/results", spelling::cuid(run.opaque));
        Self {
            app,
            shop,
            run,
            path,
        }
    }

    /// The id of a case.
    pub(super) fn case(&self, place: usize) -> String {
        spelling::cuid(self.shop.cases[place].opaque)
    }

    pub(super) async fn post(&self, results: Value) -> Reply {
        let body = json!({ "results": results });
        self.app.bearer().post(&self.path, &body).await
    }

    /// The rows, as the vendor's client reads them.
    pub(super) async fn rows(&self) -> Vec<Value> {
        let reply = self.app.bearer().get(&self.path).await;
        reply.expect(200)["data"].as_array().unwrap().clone()
    }

    /// How many results are stored, superseded ones included.
    pub(super) async fn stored(&self) -> u32 {
        let number = spelling::Reference::Number(self.run.number.get());
        let store = &self.app.store;
        let run = store.locate_run(&self.shop.who, number).await.unwrap();
        let page = Page { skip: 0, take: 1 };
        let results = store.results_of_run(&run.unwrap(), page).await.unwrap();
        results.total
    }
}
