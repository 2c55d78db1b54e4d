//! What is said about a run is kept, changed alone, and found by filters.

use domain::outcome::IssueLink;
use domain::patch::Patch;
use domain::run_state::RunState;
use domain::text::Text;
use e2e::{Shop, TestApp};
use serde_json::json;
use store::Located;
use store::catalogue::{NewRun, RunChange};
use store::locate::{Page, Period, Run, RunFilter};
use time::{Duration, OffsetDateTime};

const ALL: Page = Page { skip: 0, take: 9 };

fn text(raw: &str) -> Text {
    Text::new(raw).unwrap()
}

fn issue(key: &str) -> IssueLink {
    IssueLink {
        key: Some(text(key)),
        tracker: Some(text("jira")),
        host: Some(text("https://tracker.example.com")),
        ..IssueLink::default()
    }
}

async fn create(app: &TestApp, shop: &Shop, new: NewRun) -> Located<Run> {
    let made = app.store.create_run(&shop.who, &shop.project, new).await;
    made.unwrap()
}

#[tokio::test]
async fn a_change_touches_what_it_names_and_nothing_else() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let new = NewRun {
        assignee: Some(text("ann@example.com")),
        tags: vec![text("ci")],
        issues: vec![issue("A-1"), issue("A-2")],
        milestone: Some(text("ms_v2")),
        selection: Some(json!({"priority": ["high"]})),
        plan: Some(3),
        ..NewRun::named(text("Nightly"))
    };
    let run = create(&app, &shop, new).await;
    assert_eq!(run.issues, [issue("A-1"), issue("A-2")]);
    assert_eq!(run.milestone.as_deref(), Some("ms_v2"));
    assert_eq!(run.selection, Some(json!({"priority": ["high"]})));

    let change = RunChange {
        issues: Some(vec![issue("B-1")]),
        assignee: Patch::Clear,
        ..RunChange::default()
    };
    let run = app.store.change_run(&shop.who, &run, change).await.unwrap();
    assert_eq!(run.issues, [issue("B-1")]);
    assert_eq!(run.assignee, None);
    assert_eq!(run.milestone.as_deref(), Some("ms_v2"));
    assert_eq!(run.selection, Some(json!({"priority": ["high"]})));
    assert_eq!(
        (run.tags.as_slice(), run.plan),
        (&["ci".to_owned()][..], Some(3))
    );

    let change = RunChange {
        issues: Some(Vec::new()),
        milestone: Patch::Clear,
        selection: Patch::Clear,
        tags: Some(Vec::new()),
        plan: Patch::Clear,
        assignee: Patch::Set(text("bob@example.com")),
        ..RunChange::default()
    };
    let run = app.store.change_run(&shop.who, &run, change).await.unwrap();
    assert!(run.issues.is_empty() && run.tags.is_empty());
    assert_eq!(
        (&run.milestone, &run.selection, run.plan),
        (&None, &None, None)
    );
    assert_eq!(run.assignee.as_deref(), Some("bob@example.com"));
    assert_eq!(run.name, "Nightly");
}

#[tokio::test]
async fn a_run_that_is_opened_again_has_no_end() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let new = NewRun {
        state: RunState::Closed,
        ..NewRun::named(text("Nightly"))
    };
    let run = create(&app, &shop, new).await;
    assert_eq!(run.state, RunState::Closed);
    let ended = run.finished_at.expect("it is over");

    let later = ended + Duration::hours(1);
    for (state, expected) in [
        (Some(RunState::Closed), Some(ended)),
        (None, Some(ended)),
        (Some(RunState::InProgress), None),
        (None, Some(later)),
    ] {
        let change = RunChange {
            state,
            finished_at: Some(later),
            ..RunChange::default()
        };
        let run = app.store.change_run(&shop.who, &run, change).await.unwrap();
        assert_eq!(run.finished_at, expected, "{state:?}");
    }
}

#[tokio::test]
async fn runs_are_found_by_each_filter_and_by_all_of_them() {
    let app = TestApp::start().await;
    let shop = app.seed("Shop", &[]).await;
    let mut runs = Vec::new();
    for (assignee, state, plan) in [
        (Some("Ann@example.com"), RunState::New, None),
        (Some("bob@example.com"), RunState::Closed, Some(7)),
        (None, RunState::Done, Some(7)),
    ] {
        let new = NewRun {
            assignee: assignee.map(text),
            state,
            plan,
            ..NewRun::named(text("Nightly"))
        };
        runs.push(create(&app, &shop, new).await);
    }
    let [first, second, third] = [0, 1, 2].map(|place: usize| runs[place].number);
    let now = OffsetDateTime::now_utc();
    let past = Period {
        from: None,
        before: Some(now - Duration::hours(1)),
    };
    let recent = Period {
        from: Some(now - Duration::hours(1)),
        before: Some(now + Duration::hours(1)),
    };
    let addresses = |raw: &[&str]| raw.iter().map(|it| (*it).to_owned()).collect();
    let none = RunFilter::default;
    for (filter, expected) in [
        (none(), vec![third, second, first]),
        (
            RunFilter::of(vec![RunState::Closed, RunState::New]),
            vec![second, first],
        ),
        (
            RunFilter {
                assignees: addresses(&["ann@EXAMPLE.com", "eve@example.com"]),
                ..none()
            },
            vec![first],
        ),
        (
            RunFilter {
                created: recent,
                ..none()
            },
            vec![third, second, first],
        ),
        (
            RunFilter {
                created: past,
                ..none()
            },
            vec![],
        ),
        (
            RunFilter {
                closed: recent,
                ..none()
            },
            vec![third, second],
        ),
        (
            RunFilter {
                closed: past,
                ..none()
            },
            vec![],
        ),
        (
            RunFilter {
                plan: Some(7),
                ..none()
            },
            vec![third, second],
        ),
        (
            RunFilter {
                states: vec![RunState::Closed],
                states_if_short_or_late: None,
                assignees: addresses(&["bob@example.com"]),
                created: recent,
                closed: recent,
                plan: Some(7),
            },
            vec![second],
        ),
    ] {
        let text = format!("{filter:?}");
        let found = app
            .store
            .list_runs(&shop.who, Some(&shop.project), filter, ALL)
            .await;
        let found = found.unwrap();
        let numbers: Vec<_> = found.entries.iter().map(|it| it.number).collect();
        assert_eq!(numbers, expected, "{text}");
        assert_eq!(usize::try_from(found.total), Ok(expected.len()), "{text}");
    }
}
