//! Lists of cases and their filters.

use domain::outcome::IssueLink;
use domain::text::Text;
use e2e::TestApp;
use store::catalogue::{CaseFilter, NewCase};
use store::locate::{Page, Period};
use time::{Duration, OffsetDateTime};

use super::{ALL, folder, new_case, text};

/// Sets a part of a filter.
type Choice<'a> = &'a dyn Fn(&mut CaseFilter);

const SPECIAL: &str = "Checkout 100% of the cart";

fn only(words: &[&str]) -> Vec<Text> {
    words.iter().map(|word| text(word)).collect()
}

#[tokio::test]
async fn each_part_of_a_filter_chooses() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let drawer = folder(&app, &shop, "Drawer", None).await;
    let special = NewCase {
        priority: text("High"),
        case_type: text("Functional"),
        state: text("Draft"),
        owner: Some(text("Bob@Example.com")),
        tags: only(&["slow", "ui"]),
        issues: vec![IssueLink {
            key: Some(text("LIN-1")),
            ..IssueLink::default()
        }],
        ..new_case(SPECIAL, Some(drawer))
    };
    let new = vec![special, new_case("Login", None)];
    let made = app.store.create_cases(&shop.who, &shop.project, new).await;
    let made = made.unwrap().unwrap();
    let soon = OffsetDateTime::now_utc() + Duration::hours(1);
    let later = Period {
        from: Some(soon),
        before: None,
    };
    let earlier = Period {
        from: None,
        before: Some(soon),
    };
    let first = made[0].number;
    let (none, special, both): (&[&str], &[&str], &[&str]) = (&[], &[SPECIAL], &["Login", SPECIAL]);
    let table: [(Choice<'_>, &[&str]); 16] = [
        (&|_| {}, both),
        (&|it| it.numbers = vec![first], special),
        (&|it| it.folder = Some(drawer), special),
        (&|it| it.priorities = only(&["low", "HIGH"]), special),
        (&|it| it.priorities = only(&["low"]), none),
        (&|it| it.types = only(&["functional"]), special),
        (&|it| it.states = only(&["draft", "active"]), both),
        (&|it| it.owners = only(&["bob@example.com"]), special),
        (&|it| it.tags = only(&["ui", "other"]), special),
        (&|it| it.issues = only(&["LIN-1"]), special),
        (&|it| it.title_contains = Some(text("100% OF")), special),
        (&|it| it.title_contains = Some(text("_")), none),
        (&|it| (it.created, it.updated) = (earlier, earlier), both),
        (&|it| it.created = later, none),
        (&|it| it.updated = later, none),
        (
            &|it| (it.folder, it.states) = (Some(drawer), only(&["active"])),
            none,
        ),
    ];

    for (choose, expected) in table {
        let mut filter = CaseFilter::default();
        choose(&mut filter);
        let shown = format!("{filter:?}");
        let listed = app
            .store
            .list_cases(&shop.project, filter.clone(), ALL)
            .await;
        let listed = listed.unwrap();
        let titles: Vec<&str> = listed.entries.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(titles, expected, "{shown}");
        assert_eq!(
            usize::try_from(listed.total).unwrap(),
            expected.len(),
            "{shown}"
        );
        let everywhere = app.store.list_cases_of_organization(&shop.who, filter, ALL);
        assert_eq!(everywhere.await.unwrap().total, listed.total, "{shown}");
    }
}

#[tokio::test]
async fn a_list_of_an_organization_goes_through_all_its_projects() {
    let app = TestApp::start().await;
    let one = app.seed("One", &["1", "2"]).await;
    let two = app.seed("Two", &["3"]).await;
    let page = Page { skip: 0, take: 2 };

    let listed = app
        .store
        .list_cases_of_organization(&one.who, CaseFilter::default(), page)
        .await
        .unwrap();

    assert_eq!((listed.total, listed.entries.len()), (3, 2));
    let entries: Vec<_> = listed
        .entries
        .iter()
        .map(|it| (it.title.as_str(), it.project))
        .collect();
    assert_eq!(
        entries,
        [("3", two.project.number), ("2", one.project.number)]
    );
    let beyond = Page { skip: 9, take: 2 };
    let listed = app
        .store
        .list_cases(&one.project, CaseFilter::default(), beyond)
        .await
        .unwrap();
    assert_eq!((listed.total, listed.entries.len()), (2, 0));
}
