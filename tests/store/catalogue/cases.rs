//! Cases: all their parts, in bulk, and their change.

use domain::outcome::{Field, IssueLink};
use domain::patch::Patch;
use domain::spelling::Reference;
use domain::text::Text;
use e2e::{Shop, TestApp};
use store::Located;
use store::catalogue::{Bdd, BddChange, CaseChange, CaseDetail, NewCase, NewStep};
use store::locate::Case;

use super::{new_case, text, titles};

fn steps(actions: &[&str]) -> Vec<NewStep> {
    let step = |action: &&str| NewStep {
        action: text(action),
        expected: text("fine"),
    };
    actions.iter().map(step).collect()
}

fn field(name: &str, value: &str) -> Field {
    Field {
        name: text(name),
        value: text(value),
    }
}

fn link(key: &str, tracker: &str) -> IssueLink {
    IssueLink {
        key: Some(text(key)),
        url: None,
        tracker: Some(text(tracker)),
        host: Some(text("https://tracker.example")),
    }
}

/// A case with something in every part.
fn full() -> NewCase {
    NewCase {
        description: Some(text("about")),
        preconditions: Some(text("before")),
        expected_result: Some(text("after")),
        layer: Some(text("UI")),
        is_e2e: true,
        owner: Some(text("bob@example.com")),
        tags: vec![text("a,b"), text("\"quoted\"")],
        issues: vec![link("LIN-1", "linear"), link("J-2", "jira")],
        fields: vec![field("size", "10"), field("shape", "round")],
        bdd: Bdd {
            feature: Some(text("Feature")),
            background: Some(text("Given")),
            scenario: Some(text("When")),
            content: Some(text("Feature: Given When")),
        },
        steps: steps(&["one", "two"]),
        ..new_case("Full", None)
    }
}

async fn located(app: &TestApp, shop: &Shop, case: &CaseDetail) -> Located<Case> {
    let reference = Reference::Opaque(case.opaque);
    let found = app.store.locate_case(&shop.project, reference).await;
    found.unwrap().unwrap()
}

async fn create(app: &TestApp, shop: &Shop, new: NewCase) -> CaseDetail {
    let made = app.store.create_case(&shop.who, &shop.project, new).await;
    made.unwrap().unwrap()
}

#[tokio::test]
async fn every_part_comes_back() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let new = full();

    let made = create(&app, &shop, new.clone()).await;

    let read = app
        .store
        .case_detail(&located(&app, &shop, &made).await)
        .await
        .unwrap()
        .unwrap();
    let plain = |text: Option<Text>| text.map(Text::into_string);
    assert_eq!(read.project, shop.project.number);
    assert_eq!(read.project_opaque, shop.project.opaque);
    assert_eq!(read.description, plain(new.description));
    assert_eq!(read.preconditions, plain(new.preconditions));
    assert_eq!(read.expected_result, plain(new.expected_result));
    assert_eq!((read.layer, read.is_e2e), (plain(new.layer), true));
    assert_eq!(read.owner.as_deref(), Some("bob@example.com"));
    assert_eq!(read.tags, ["a,b", "\"quoted\""]);
    assert_eq!((read.issues, read.fields), (new.issues, new.fields));
    assert_eq!(read.bdd, new.bdd);
    assert_eq!(read.updated_by, read.created_by);
    let actions: Vec<&str> = read.steps.iter().map(|(_, it, _)| it.as_str()).collect();
    assert_eq!(actions, ["one", "two"]);
}

#[tokio::test]
async fn many_are_created_in_order_or_none_is() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let new = |place: usize| NewCase {
        tags: vec![text(&format!("tag {place}")); place % 3],
        steps: steps(&["one", "two", "three"][..place % 4]),
        ..new_case(&format!("Case {place}"), None)
    };

    let many = app
        .store
        .create_cases(&shop.who, &shop.project, (0..100).map(new).collect())
        .await
        .unwrap()
        .unwrap();

    assert_eq!(many.len(), 100);
    let first = many[0].number.get();
    let mut ids = std::collections::BTreeSet::new();
    for (place, case) in many.iter().enumerate() {
        assert_eq!(case.title, format!("Case {place}"));
        assert_eq!(case.number.get(), first + i32::try_from(place).unwrap());
        assert_eq!(case.tags.len(), place % 3);
        assert_eq!(case.steps.len(), place % 4);
        assert!(case.steps.iter().all(|(id, _, _)| ids.insert(*id)));
    }
    let missing = vec![new_case("Good", None), new_case("Bad", Some(99))];
    let none = app
        .store
        .create_cases(&shop.who, &shop.project, missing)
        .await;
    assert!(none.unwrap().is_none());
    assert_eq!(titles(&app, &shop).await.len(), 100);
}

#[tokio::test]
async fn a_change_changes_what_it_names() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let before = create(&app, &shop, full()).await;
    let case = located(&app, &shop, &before).await;
    let change = CaseChange {
        title: Some(text("Changed")),
        description: Patch::Clear,
        expected_result: Patch::Set(text("then")),
        priority: Some(text("High")),
        is_e2e: Some(false),
        tags: Some(vec![text("c")]),
        issues: Some(vec![link("LIN-3", "linear")]),
        fields: vec![
            (text("size"), Patch::Clear),
            (text("shape"), Patch::Set(text("square"))),
            (text("colour"), Patch::Set(text("red"))),
        ],
        bdd: BddChange {
            scenario: Patch::Set(text("Then")),
            background: Patch::Clear,
            ..BddChange::default()
        },
        ..CaseChange::default()
    };

    let after = app.store.change_case(&shop.who, &case, change).await;

    let after = after.unwrap().unwrap();
    assert_eq!(
        (after.title.as_str(), after.priority.as_str()),
        ("Changed", "High")
    );
    assert_eq!((&after.description, after.is_e2e), (&None, false));
    assert_eq!(after.expected_result.as_deref(), Some("then"));
    assert_eq!(
        (after.preconditions, after.layer),
        (before.preconditions, before.layer)
    );
    assert_eq!(
        (after.owner, after.case_type),
        (before.owner, before.case_type)
    );
    assert_eq!(after.tags, ["c"]);
    assert_eq!(after.issues, [link("LIN-3", "linear")]);
    assert_eq!(
        after.fields,
        [field("shape", "square"), field("colour", "red")]
    );
    assert_eq!(after.bdd.feature, before.bdd.feature);
    assert_eq!(
        (after.bdd.background, after.bdd.scenario),
        (None, Some(text("Then")))
    );
    assert_eq!(after.steps, before.steps);
    assert!(after.updated_at > before.updated_at);
}

#[tokio::test]
async fn steps_are_replaced_and_keep_their_ids_where_they_stay() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let new = NewCase {
        steps: steps(&["one", "two", "three"]),
        ..new_case("Case", None)
    };
    let before = create(&app, &shop, new).await;
    let case = located(&app, &shop, &before).await;
    let replaced = async |actions: &[&str]| {
        let change = CaseChange {
            steps: Some(steps(actions)),
            ..CaseChange::default()
        };
        let changed = app.store.change_case(&shop.who, &case, change).await;
        changed.unwrap().unwrap().steps
    };
    let id = |place: usize| before.steps[place].0;

    let after = replaced(&["three", "new", "one", "newer"]).await;

    let ids: Vec<i32> = after.iter().map(|(id, _, _)| *id).collect();
    assert_eq!((ids[0], ids[1], ids[2]), (id(2), id(1), id(0)));
    assert!(ids[3] > id(2));
    assert_eq!(after[3].1, "newer");
    assert!(replaced(&[]).await.is_empty());
    let again = replaced(&["one"]).await;
    assert!(
        again[0].0 > ids[3],
        "the id of a step that is gone is not used again"
    );
}
