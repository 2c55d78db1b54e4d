//! What tests write against, made through the store.

use domain::case::RowKey;
use domain::draft::Draft;
use domain::spelling::Reference;
use domain::submission::{BadItem, ClosedRun, OutsideRun, Policy, Repeat};
use domain::text::Text;
use store::catalogue::{Bdd, CaseDetail, CaseName, NewCase, NewProject, NewRun, NewStep};
use store::locate::{Project, Run};
use store::record::{ConfigurationName, IncomingItem};
use store::{Located, Principal};

use crate::test_app::{KEY, TestApp};

/// A project with cases.
#[derive(Debug)]
pub struct Shop {
    /// Who made it: the user of every test.
    pub who: Principal,
    /// The project.
    pub project: Located<Project>,
    /// Its cases, in the order asked.
    pub cases: Vec<CaseDetail>,
}

/// Every result is one more; if one is bad, none is taken.
pub const APPEND: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Refuse,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Refuse,
};

/// A result that says what is shown already is none.
pub const UPSERT: Policy = Policy {
    repeat: Repeat::Upsert,
    ..APPEND
};

impl Shop {
    /// A result for the case at a place; after the last comes the first.
    #[must_use]
    pub fn item(&self, place: usize, draft: Draft) -> IncomingItem {
        let case = self.cases.iter().cycle().nth(place);
        let case = case.expect("a shop with cases").number;
        IncomingItem::Row {
            case: vec![CaseName::Reference(Reference::Number(case.get()))],
            configuration: ConfigurationName::Unspecified,
            draft: Box::new(draft),
        }
    }
}

fn text(raw: &str) -> Text {
    Text::new(raw).expect("a text of the test")
}

impl TestApp {
    /// Who the key of every test belongs to.
    pub async fn who(&self) -> Principal {
        self.owner(KEY).await
    }

    /// Who a key belongs to.
    pub async fn owner(&self, key: &str) -> Principal {
        let digest = store::account::key_digest(key);
        self.store
            .authenticate(None, digest)
            .await
            .expect("the database answers")
            .expect("a key")
    }

    /// Makes a project with a case for each title; each case has three steps.
    pub async fn seed(&self, name: &str, titles: &[&str]) -> Shop {
        let who = self.who().await;
        let new = NewProject {
            name: text(name),
            description: None,
            prefix: Some(text("SHOP")),
        };
        let project = self
            .store
            .create_project(&who, new)
            .await
            .expect("a project");
        let mut shop = Shop {
            who,
            project,
            cases: Vec::new(),
        };
        for title in titles {
            let case = self.case(&shop, title).await;
            shop.cases.push(case);
        }
        shop
    }

    /// Makes one more case of the project; runs that are there do not hold it.
    pub async fn case(&self, shop: &Shop, title: &str) -> CaseDetail {
        let made = self
            .store
            .create_case(&shop.who, &shop.project, new_case(title))
            .await
            .expect("a case");
        made.expect("no folder, so none is missing")
    }

    /// Makes a run that expects a result for each case, without configurations.
    pub async fn run(&self, shop: &Shop, name: &str) -> Located<Run> {
        let rows = shop.cases.iter().map(|case| RowKey {
            case: case.number,
            configuration: None,
        });
        let new = NewRun {
            rows: rows.collect(),
            ..NewRun::named(text(name))
        };
        self.store
            .create_run(&shop.who, &shop.project, new)
            .await
            .expect("a run")
    }
}

fn new_case(title: &str) -> NewCase {
    let step = |place: i32| NewStep {
        action: text(&format!("{title}: do {place}")),
        expected: text(&format!("{title}: see {place}")),
    };
    NewCase {
        folder: None,
        title: text(title),
        description: None,
        preconditions: None,
        expected_result: None,
        priority: text("Medium"),
        case_type: text("Other"),
        state: text("Active"),
        automation: text("not_automated"),
        template: text("test_case_steps"),
        layer: None,
        is_e2e: false,
        owner: None,
        tags: Vec::new(),
        issues: Vec::new(),
        fields: Vec::new(),
        bdd: Bdd::default(),
        steps: (1..=3).map(step).collect(),
    }
}
