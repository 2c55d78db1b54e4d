//! What dialects do to the catalogue: change, list and delete.

mod cases;
mod deletion;
mod folders;
mod lists;
mod projects;

use domain::text::Text;
use e2e::{Shop, TestApp};
use store::catalogue::{Bdd, NewCase};
use store::locate::Page;

pub(super) const ALL: Page = Page {
    skip: 0,
    take: 1_000,
};

fn text(raw: &str) -> Text {
    Text::new(raw).unwrap()
}

pub(super) fn new_case(title: &str, folder: Option<i32>) -> NewCase {
    NewCase {
        folder,
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
        steps: Vec::new(),
    }
}

pub(super) async fn folder(app: &TestApp, shop: &Shop, name: &str, parent: Option<i32>) -> i32 {
    let made = app
        .store
        .create_folder(&shop.project, parent, text(name), None)
        .await;
    made.unwrap().unwrap().number
}

/// The titles in the project's catalogue, newest first.
async fn titles(app: &TestApp, shop: &Shop) -> Vec<String> {
    let listed = app
        .store
        .list_cases(&shop.project, store::catalogue::CaseFilter::default(), ALL)
        .await
        .unwrap();
    assert_eq!(usize::try_from(listed.total).unwrap(), listed.entries.len());
    listed.entries.into_iter().map(|case| case.title).collect()
}
