//! Projects: change, order, counts, deletion.

use domain::patch::Patch;
use domain::spelling::Reference;
use e2e::TestApp;
use store::catalogue::{CaseFilter, NewProject, ProjectChange, ProjectCounts};
use store::locate::{Page, ProjectOrder};
use store::{Deleted, Located, StoreError};

use super::{ALL, text};

fn named(name: &str) -> NewProject {
    NewProject {
        name: text(name),
        description: Some(text("about it")),
        prefix: None,
    }
}

async fn listed(app: &TestApp, order: ProjectOrder) -> Vec<String> {
    let who = app.who().await;
    let listed = app.store.list_projects(&who, order, ALL).await.unwrap();
    assert_eq!(usize::try_from(listed.total).unwrap(), listed.entries.len());
    let names = listed.entries.into_iter().map(|it| it.name.clone());
    names.collect()
}

#[tokio::test]
async fn a_change_changes_what_it_names() {
    let app = TestApp::start().await;
    let who = app.who().await;
    let project = app.store.create_project(&who, named("Old")).await.unwrap();
    let change = ProjectChange {
        name: Some(text("New")),
        description: Patch::Keep,
        prefix: Patch::Set(text("NEW")),
    };

    let changed = app
        .store
        .change_project(&who, &project, change)
        .await
        .unwrap();

    assert_eq!(changed.name, "New");
    assert_eq!(changed.description.as_deref(), Some("about it"));
    assert_eq!(changed.prefix.as_deref(), Some("NEW"));
    assert!(changed.updated_at > project.updated_at);
    let change = ProjectChange {
        description: Patch::Clear,
        ..ProjectChange::default()
    };
    let changed = app
        .store
        .change_project(&who, &project, change)
        .await
        .unwrap();
    assert_eq!(
        (changed.name.as_str(), &changed.description),
        ("New", &None)
    );
}

#[tokio::test]
async fn projects_are_listed_by_number_or_by_their_last_change() {
    let app = TestApp::start().await;
    let who = app.who().await;
    let first = app.store.create_project(&who, named("1")).await.unwrap();
    for name in ["2", "3"] {
        app.store.create_project(&who, named(name)).await.unwrap();
    }
    let change = ProjectChange {
        prefix: Patch::Set(text("ONE")),
        ..ProjectChange::default()
    };
    app.store
        .change_project(&who, &first, change)
        .await
        .unwrap();

    assert_eq!(
        listed(&app, ProjectOrder::NewestFirst).await,
        ["3", "2", "1"]
    );
    assert_eq!(
        listed(&app, ProjectOrder::LatestChangeFirst).await,
        ["1", "3", "2"]
    );
    let page = Page { skip: 1, take: 1 };
    let page = app
        .store
        .list_projects(&who, ProjectOrder::LatestChangeFirst, page)
        .await
        .unwrap();
    assert_eq!((page.entries[0].name.as_str(), page.total), ("3", 3));
}

#[tokio::test]
async fn counts_are_of_what_is_there() {
    let app = TestApp::start().await;
    let full = app.seed("Full", &["One", "Two", "Three"]).await;
    let empty = app.seed("Empty", &[]).await;
    app.run(&full, "Kept").await;
    let run = app.run(&full, "Deleted").await;
    app.store.delete_run(&run).await.unwrap();
    let case = Reference::Opaque(full.cases[0].opaque);
    let case = app.store.locate_case(&full.project, case).await.unwrap();
    app.store.delete_case(&case.unwrap()).await.unwrap();

    let counts = app
        .store
        .project_counts(&[&empty.project, &full.project])
        .await
        .unwrap();

    let counted = |cases, runs| ProjectCounts {
        cases,
        runs,
        members: 1,
    };
    assert_eq!(counts, [counted(0, 0), counted(2, 1)]);
}

#[tokio::test]
async fn a_deleted_project_is_missing_with_all_it_holds() {
    let app = TestApp::start().await;
    let shop = app.seed("Gone", &["One"]).await;
    let run = app.run(&shop, "Run").await;
    let store = &app.store;

    store.delete_project(&shop.project).await.unwrap();

    let who = &shop.who;
    for reference in [
        Reference::Opaque(shop.project.opaque),
        Reference::Number(shop.project.number.get()),
    ] {
        assert!(
            store
                .locate_project(who, reference)
                .await
                .unwrap()
                .is_none()
        );
    }
    assert!(listed(&app, ProjectOrder::NewestFirst).await.is_empty());
    let run_id = Reference::Opaque(run.opaque);
    assert!(store.locate_run(who, run_id).await.unwrap().is_none());
    let case_id = Reference::Opaque(shop.cases[0].opaque);
    let case = store.locate_case_and_project(who, case_id).await.unwrap();
    assert!(case.is_none());
    let cases = store.list_cases_of_organization(who, CaseFilter::default(), ALL);
    assert_eq!(cases.await.unwrap().total, 0);
    // Who found it before finds that it has gone, and puts nothing into it.
    let changed = store.change_project(who, &shop.project, ProjectChange::default());
    assert!(is_gone(&changed.await));
    let made = store.create_cases(who, &shop.project, vec![super::new_case("Late", None)]);
    assert!(matches!(
        made.await,
        Err(StoreError::Deleted(Deleted::Project))
    ));
    let made = store.create_folder(&shop.project, None, text("Late"), None);
    assert!(matches!(
        made.await,
        Err(StoreError::Deleted(Deleted::Project))
    ));
}

fn is_gone<T>(result: &Result<Located<T>, StoreError>) -> bool {
    matches!(result, Err(StoreError::Deleted(Deleted::Project)))
}

#[tokio::test]
async fn the_name_of_a_deleted_project_makes_a_new_one() {
    let app = TestApp::start().await;
    let who = app.who().await;
    let find = || async {
        let found = app.store.find_or_create_project(&who, named("Reported"));
        found.await.unwrap().unwrap()
    };
    let first = find().await;
    assert_eq!(find().await.number, first.number);
    app.store.delete_project(&first).await.unwrap();

    let second = futures::future::join_all((0..4).map(|_| find())).await;

    let number = second[0].number;
    assert_ne!(number, first.number);
    assert!(second.iter().all(|it| it.number == number));
}
