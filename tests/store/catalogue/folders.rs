//! Folders: list, change, move, delete.

use domain::patch::Patch;
use domain::spelling::Reference;
use e2e::TestApp;
use store::catalogue::{CaseChange, FolderChange, MoveOutcome};
use store::locate::Page;

use super::{ALL, folder, new_case, text, titles};

#[tokio::test]
async fn a_list_shows_what_lies_directly_in_a_folder() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let top = folder(&app, &shop, "Top", None).await;
    let first = folder(&app, &shop, "First", Some(top)).await;
    let second = folder(&app, &shop, "Second", Some(top)).await;
    folder(&app, &shop, "Deep", Some(second)).await;
    let made = app
        .store
        .create_case(&shop.who, &shop.project, new_case("One", Some(second)))
        .await;
    made.unwrap().unwrap();

    let at_top = app
        .store
        .list_folders(&shop.project, None, ALL)
        .await
        .unwrap();
    assert_eq!((at_top.total, at_top.entries[0].folders), (1, 2));
    let page = Page { skip: 0, take: 1 };
    let page = app
        .store
        .list_folders(&shop.project, Some(top), page)
        .await
        .unwrap();
    let newest = &page.entries[0];
    assert_eq!((page.total, page.entries.len()), (2, 1));
    assert_eq!(
        (newest.number, newest.folders, newest.cases),
        (second, 1, 1)
    );
    let inner = app
        .store
        .list_folders(&shop.project, Some(first), ALL)
        .await
        .unwrap();
    assert_eq!(inner.total, 0);
}

#[tokio::test]
async fn a_change_changes_what_it_names() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let number = folder(&app, &shop, "Old", None).await;
    let change = FolderChange {
        name: None,
        description: Patch::Set(text("about it")),
    };

    let changed = app
        .store
        .change_folder(&shop.project, number, change)
        .await
        .unwrap()
        .unwrap();

    assert_eq!(changed.name, "Old");
    assert_eq!(changed.description.as_deref(), Some("about it"));
    let unknown = app
        .store
        .change_folder(&shop.project, number + 1, FolderChange::default());
    assert!(unknown.await.unwrap().is_none());
}

#[tokio::test]
async fn a_folder_is_moved_anywhere_but_into_itself() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let outer = folder(&app, &shop, "Outer", None).await;
    let inner = folder(&app, &shop, "Inner", Some(outer)).await;
    let moved = async |number, parent| {
        app.store
            .move_folder(&shop.project, number, parent)
            .await
            .unwrap()
    };

    for parent in [outer, inner] {
        let refused = moved(outer, Some(parent)).await;
        assert!(matches!(refused, MoveOutcome::IntoItself), "{refused:?}");
    }
    let refused = moved(outer, Some(inner + 1)).await;
    assert!(matches!(refused, MoveOutcome::NoSuchParent), "{refused:?}");
    let refused = moved(inner + 1, None).await;
    assert!(matches!(refused, MoveOutcome::NoSuchFolder), "{refused:?}");
    let MoveOutcome::Moved(top) = moved(inner, None).await else {
        panic!("not moved to the top")
    };
    assert_eq!(top.parent, None);
    let MoveOutcome::Moved(turned) = moved(outer, Some(inner)).await else {
        panic!("not moved into what lay in it")
    };
    assert_eq!(turned.parent, Some(inner));
}

#[tokio::test]
async fn opposite_moves_at_once_make_no_ring() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    for _ in 0..8 {
        let a = folder(&app, &shop, "A", None).await;
        let b = folder(&app, &shop, "B", None).await;

        let outcomes = futures::future::join(
            app.store.move_folder(&shop.project, a, Some(b)),
            app.store.move_folder(&shop.project, b, Some(a)),
        )
        .await;

        let moved = |it: &MoveOutcome| matches!(it, MoveOutcome::Moved(_));
        let outcomes = [outcomes.0.unwrap(), outcomes.1.unwrap()];
        assert_eq!(outcomes.iter().filter(|it| moved(it)).count(), 1);
    }
}

#[tokio::test]
async fn a_deleted_folder_takes_what_lies_in_it() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &["Elsewhere"]).await;
    let outer = folder(&app, &shop, "Outer", None).await;
    let inner = folder(&app, &shop, "Inner", Some(outer)).await;
    let beside = folder(&app, &shop, "Beside", None).await;
    let new = [outer, inner, beside].map(|it| new_case(&format!("In {it}"), Some(it)));
    let made = app
        .store
        .create_cases(&shop.who, &shop.project, new.to_vec())
        .await;
    let made = made.unwrap().unwrap();

    assert!(app.store.delete_folder(&shop.project, outer).await.unwrap());

    let beside_title = format!("In {beside}");
    assert_eq!(
        titles(&app, &shop).await,
        [beside_title.as_str(), "Elsewhere"]
    );
    let found = app.store.find_folder(&shop.project, inner).await.unwrap();
    assert!(found.is_none());
    assert!(!app.store.delete_folder(&shop.project, outer).await.unwrap());
    // Nothing can be put into it any more.
    let late = app
        .store
        .create_case(&shop.who, &shop.project, new_case("Late", Some(inner)))
        .await;
    assert!(late.unwrap().is_none());
    let kept = Reference::Opaque(made[2].opaque);
    let kept = app.store.locate_case(&shop.project, kept).await.unwrap();
    let into = CaseChange {
        folder: Patch::Set(inner),
        ..CaseChange::default()
    };
    let moved = app.store.change_case(&shop.who, &kept.unwrap(), into).await;
    assert!(moved.unwrap().is_none());
}
