//! A run to write against.

use domain::run_state::RunState;
use e2e::{Shop, TestApp};
use serde_json::Value;
use store::Located;
use store::catalogue::RunChange;
use store::locate::{Page, Run};

/// A server with a run of these cases.
pub(super) struct Night {
    pub(super) app: TestApp,
    pub(super) shop: Shop,
    pub(super) run: Located<Run>,
    /// `/v1/runs/…/results`
    pub(super) path: String,
}

impl Night {
    pub(super) async fn of(titles: &[&str]) -> Self {
        let app = TestApp::start().await;
        let shop = app.seed("Shop", titles).await;
        let run = app.run(&shop, "Nightly").await;
        let path = format!("/v1/runs/TR-{}/results", run.number);
        Self {
            app,
            shop,
            run,
            path,
        }
    }

    /// The rows, as the vendor's client reads them.
    pub(super) async fn rows(&self) -> Vec<Value> {
        let reply = self.app.bearer().get(&self.path).await;
        reply.expect(200)["data"].as_array().unwrap().clone()
    }

    /// A case of the same project that the run does not hold, by its readable id.
    pub(super) async fn outside(&self, title: &str) -> String {
        let case = self.app.case(&self.shop, title).await;
        format!("SHOP-{}", case.number)
    }

    /// Closes the run.
    pub(super) async fn close(&self) {
        let change = RunChange {
            state: Some(RunState::Closed),
            ..RunChange::default()
        };
        let store = &self.app.store;
        let changed = store.change_run(&self.shop.who, &self.run, change).await;
        assert_eq!(changed.unwrap().state, RunState::Closed);
    }

    /// How many results are stored, superseded ones included.
    pub(super) async fn stored(&self) -> u32 {
        let number = domain::spelling::Reference::Number(self.run.number.get());
        let store = &self.app.store;
        let run = store.locate_run(&self.shop.who, number).await.unwrap();
        let page = Page { skip: 0, take: 1 };
        let results = store.results_of_run(&run.unwrap(), page).await.unwrap();
        results.total
    }
}
