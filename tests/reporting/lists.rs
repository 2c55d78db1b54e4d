//! The latest build, projects, their builds, added tags, quality gates.

use e2e::TestApp;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::others::{bound, stranger};
use super::refusals::{NOBODY, refused};
use super::{Build, silence};

/// A build that began just now, so that lists of recent builds show it.
async fn recent<'a>(app: &'a TestApp, more: &Value) -> Build<'a> {
    let now = OffsetDateTime::now_utc().format(&Rfc3339).unwrap();
    Build::start_with(app, &super::with(json!({"started_at": now}), more)).await
}

fn ids(list: &Value) -> Vec<String> {
    let builds = list["builds"].as_array().unwrap().iter();
    builds
        .map(|it| it["build_id"].as_str().unwrap().to_owned())
        .collect()
}

async fn listed(app: &TestApp, query: &str) -> Value {
    let path = format!("/ext/v1/projects/1/builds{query}");
    app.basic().get(&path).await.expect(200).clone()
}

#[tokio::test]
async fn the_latest_build_is_the_newest_that_fits() {
    let app = TestApp::start().await;
    let tagged = json!({"tags": ["a", "b"], "framework": {"name": "Pytest", "version": "8"}});
    let first = Build::start_with(&app, &tagged).await;
    let smoke = Build::start_with(&app, &json!({"name": "smoke", "tags": ["c"]})).await;
    let second = Build::start(&app).await;
    let other = Build::start_with(&app, &json!({"project_name": "Other"})).await;
    let user = second.read().await["user"].as_str().unwrap().to_owned();
    for (query, build) in [
        ("project_name=Shop".to_owned(), &second),
        ("project_name=Shop&build_name=smoke".to_owned(), &smoke),
        ("project_name=Shop&build_name=nightly".to_owned(), &second),
        ("project_name=Shop&build_tags=b".to_owned(), &first),
        ("project_name=Shop&build_tags=b,c".to_owned(), &smoke),
        ("project_name=Shop&framework=pytest".to_owned(), &first),
        (format!("project_name=Shop&user_name={user}"), &second),
        ("project_name=Shop&user_name=ann".to_owned(), &second),
        ("project_name=Other&build_tags=".to_owned(), &other),
    ] {
        let path = format!("/ext/v1/builds/latest?{query}");
        let read = app.basic().get(&path).await;
        assert_eq!(read.expect(200), &build.read().await, "{query}");
    }
    for query in [
        "project_name=Nowhere",
        "project_name=shop",
        "project_name=Shop&build_name=none",
        "project_name=Shop&user_name=eve",
        "project_name=Shop&build_tags=none",
        "project_name=Shop&framework=jest",
    ] {
        let read = app
            .basic()
            .get(&format!("/ext/v1/builds/latest?{query}"))
            .await;
        assert_eq!(refused(&read, 404), "Build not found", "{query}");
    }
    for query in ["", "?project_name=", "?build_name=nightly"] {
        let read = app
            .basic()
            .get(&format!("/ext/v1/builds/latest{query}"))
            .await;
        assert_eq!(refused(&read, 400), "project_name is required");
    }
    for client in [stranger(&app).await, bound(&app, 2).await] {
        let read = client.get("/ext/v1/builds/latest?project_name=Shop").await;
        assert_eq!(refused(&read, 404), "Build not found");
    }
}

#[tokio::test]
async fn projects_are_listed_newest_first_in_pages() {
    let app = TestApp::start().await;
    for place in 0..51 {
        let more = json!({"project_name": format!("project {place}")});
        Build::start_with(&app, &more).await;
    }
    let page = app.basic().get("/ext/v1/projects").await;
    let page = page.expect(200);
    assert_eq!(page["projects"].as_array().unwrap().len(), 50);
    let first = &page["projects"][0];
    assert_eq!(
        first,
        &json!({
            "id": 51, "name": "project 50", "group_id": 1, "created_by": 1,
            "created_at": first["created_at"], "updated_at": first["updated_at"],
            "observability_url": format!("{}/ext/v1/projects/51/builds", app.url),
        })
    );
    assert_eq!(page["pagination"]["has_next"], true);
    let cursor = page["pagination"]["next_page"].as_str().unwrap();
    for query in [format!("next_page={cursor}"), "p=2".to_owned()] {
        let rest = app.basic().get(&format!("/ext/v1/projects?{query}")).await;
        let rest = rest.expect(200);
        assert_eq!(rest["projects"].as_array().unwrap().len(), 1);
        assert_eq!(rest["projects"][0]["name"], "project 0");
        assert_eq!(
            rest["pagination"],
            json!({"has_next": false, "next_page": null})
        );
    }
    for query in ["next_page=zzz", "p=0", "p=x", "p=-1"] {
        let path = format!("/ext/v1/projects?{query}");
        refused(&app.basic().get(&path).await, 400);
    }
    let beyond = app.basic().get("/ext/v1/projects?p=4294967295").await;
    assert_eq!(beyond.expect(200)["projects"], json!([]));
    let none = stranger(&app).await.get("/ext/v1/projects").await;
    assert_eq!(none.expect(200)["projects"], json!([]));
    let one = bound(&app, 7).await.get("/ext/v1/projects").await;
    assert_eq!(one.expect(200)["projects"].as_array().unwrap().len(), 1);
    let wrong = format!("/ext/v1/projects/1/builds?next_page={cursor}");
    refused(&app.basic().get(&wrong).await, 400);
}

#[tokio::test]
async fn the_builds_of_a_project_are_told_in_short() {
    let app = TestApp::start().await;
    let build = recent(&app, &json!({"tags": ["perf"]})).await;
    build.run("logs in", "failed", &json!({})).await;
    let list = listed(&app, "").await;
    let read = build.read().await;
    assert_eq!(
        list,
        json!({
            "id": 1,
            "name": "Shop",
            "builds": [{
                "name": "nightly", "status": "running", "duration": null, "user": read["user"],
                "tags": ["perf"], "build_id": build.id, "original_name": "nightly", "finished_at": null,
                "started_at": read["started_at"], "status_stats": read["status_stats"], "build_number": 1,
                "is_archived": false, "observability_url": read["observability_url"],
                "tcmTestRunIdentifier": "TR-1",
            }],
            "pagination": {"has_next": false, "next_page": null},
        })
    );
    let same = app
        .basic()
        .get("/api/v2/projects/PR-1/test-runs/TR-1")
        .await;
    assert_eq!(same.status(), 200, "the run can be read in Test Management");
}

#[tokio::test]
async fn builds_are_filtered() {
    let app = TestApp::start().await;
    let failed = recent(&app, &json!({"name": "a", "tags": ["x"]})).await;
    failed.run("logs in", "timeout", &json!({})).await;
    failed.finish("2030-11-11T10:40:00Z").await;
    let skipped = recent(&app, &json!({"name": "b", "tags": ["y"]})).await;
    skipped.finish("2030-11-11T10:40:00Z").await;
    let jest = json!({"name": "c", "framework": {"name": "Jest", "version": "29"}});
    let running = recent(&app, &jest).await;
    let silent = recent(&app, &json!({"name": "d"})).await;
    silence(&app, &silent).await;
    let passed = recent(&app, &json!({"name": "e"})).await;
    passed.run("logs in", "passed", &json!({})).await;
    passed.test("open", &json!({})).await;
    passed.finish("2030-11-11T10:40:00Z").await;
    let old = Build::start_with(&app, &json!({"started_at": "2020-01-01T00:00:00Z"})).await;
    let from = 1_577_836_800_000_i64;
    for (query, expected) in [
        (
            String::new(),
            vec![&passed, &silent, &running, &skipped, &failed],
        ),
        ("build_status=failed".to_owned(), vec![&failed]),
        ("build_status=skipped".to_owned(), vec![&skipped]),
        ("build_status=running".to_owned(), vec![&running]),
        ("build_status=unknown".to_owned(), vec![&silent]),
        ("build_status=passed".to_owned(), vec![&passed]),
        (
            "build_status=passed,failed".to_owned(),
            vec![&passed, &failed],
        ),
        ("unique_build_names=a,c".to_owned(), vec![&running, &failed]),
        ("build_tags=x,y".to_owned(), vec![&skipped, &failed]),
        ("frameworks=Jest,Mocha".to_owned(), vec![&running]),
        ("users=ann&build_status=failed".to_owned(), vec![&failed]),
        ("users=1&build_status=failed".to_owned(), vec![&failed]),
        ("users=eve".to_owned(), vec![]),
        ("is_archived=false&build_tags=x".to_owned(), vec![&failed]),
        ("is_archived=true".to_owned(), vec![]),
        (format!("date_range={from},{from}"), vec![&old]),
        (format!("date_range={},{}", from + 1, from + 2), vec![]),
        (format!("date_range={},{}", from + 1, from - 1), vec![]),
    ] {
        let found = ids(&listed(&app, &format!("?{query}")).await);
        let expected: Vec<&str> = expected.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(found, expected, "{query}");
    }
    for query in [
        "date_range=1",
        "date_range=1,x",
        "date_range=1,2,3",
        "date_range=1,9223372036854775807",
        "date_range=-9223372036854775808,1",
        "build_status=green",
        "is_archived=maybe",
        "next_page=zzz",
    ] {
        let path = format!("/ext/v1/projects/1/builds?{query}");
        refused(&app.basic().get(&path).await, 400);
    }
}

#[tokio::test]
async fn builds_come_in_pages_of_their_own_project() {
    let app = TestApp::start().await;
    for _ in 0..51 {
        recent(&app, &json!({})).await;
    }
    recent(&app, &json!({"project_name": "Other"})).await;
    let page = listed(&app, "").await;
    assert_eq!(ids(&page).len(), 50);
    assert_eq!(page["pagination"]["has_next"], true);
    let cursor = page["pagination"]["next_page"].as_str().unwrap();
    let rest = listed(&app, &format!("?next_page={cursor}")).await;
    assert_eq!(ids(&rest).len(), 1);
    assert_eq!(rest["builds"][0]["build_number"], 1);
    assert_eq!(
        rest["pagination"],
        json!({"has_next": false, "next_page": null})
    );
    for path in [
        format!("/ext/v1/projects/2/builds?next_page={cursor}"),
        format!("/ext/v1/projects?next_page={cursor}"),
    ] {
        refused(&app.basic().get(&path).await, 400);
    }
}

#[tokio::test]
async fn builds_of_projects_of_others_are_not_found() {
    let app = TestApp::start().await;
    recent(&app, &json!({})).await;
    recent(&app, &json!({"project_name": "Other"})).await;
    for id in ["99", "nonsense", "0", NOBODY] {
        let path = format!("/ext/v1/projects/{id}/builds");
        let read = app.basic().get(&path).await;
        assert_eq!(refused(&read, 404), "Project not found");
    }
    for client in [stranger(&app).await, bound(&app, 2).await] {
        let read = client.get("/ext/v1/projects/1/builds").await;
        assert_eq!(refused(&read, 404), "Project not found");
    }
}

#[tokio::test]
async fn tags_are_added_once_each() {
    let app = TestApp::start().await;
    let build = Build::start_with(&app, &json!({"tags": ["a", "b"]})).await;
    build.finish("2025-11-11T10:40:00Z").await;
    let path = build.path("");
    for tags in [json!(["c", "b", "c"]), json!([]), json!(["c"])] {
        let reply = app.basic().patch(&path, &json!({"build_tags": tags})).await;
        assert_eq!(
            reply.expect(200),
            &json!({"success": true, "message": "Build updated successfully"})
        );
    }
    assert_eq!(build.read().await["tags"], json!(["a", "b", "c"]));

    let many: Vec<String> = (0..51).map(|it| it.to_string()).collect();
    for body in [
        json!({}),
        json!({"build_tags": null}),
        json!({"build_tags": "d"}),
        json!({"build_tags": [1]}),
        json!({"build_tags": ["d\u{0}"]}),
        json!({"build_tags": many}),
    ] {
        refused(&app.basic().patch(&path, &body).await, 400);
    }
    for client in [
        stranger(&app).await,
        app.limited(&[store::Scope::Read]).await,
    ] {
        let reply = client.patch(&path, &json!({"build_tags": ["d"]})).await;
        assert!([403, 404].contains(&reply.status()));
    }
    let missing = app
        .basic()
        .patch("/ext/v1/builds/TR-99", &json!({"build_tags": ["d"]}))
        .await;
    assert_eq!(refused(&missing, 404), "Build not found");
    assert_eq!(build.read().await["tags"], json!(["a", "b", "c"]));
}

#[tokio::test]
async fn a_build_has_a_thousand_tags_at_most() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    let path = build.path("");
    let tags = |from: i32, to: i32| -> Value {
        json!({"build_tags": (from..to).map(|it| it.to_string()).collect::<Vec<_>>()})
    };
    for place in 0..20 {
        let body = tags(place * 50, place * 50 + 50);
        let _ = app.basic().patch(&path, &body).await.expect(200);
    }
    let _ = app.basic().patch(&path, &tags(990, 1000)).await.expect(200);
    let full = app.basic().patch(&path, &tags(999, 1001)).await;
    assert_eq!(refused(&full, 400), "A build has at most 1000 tags");
    assert_eq!(build.read().await["tags"].as_array().unwrap().len(), 1000);
}

#[tokio::test]
async fn new_tags_do_not_wake_a_build_that_was_given_up() {
    let app = TestApp::start().await;
    let build = Build::start(&app).await;
    silence(&app, &build).await;
    let body = json!({"build_tags": ["a"]});
    let _ = app.basic().patch(&build.path(""), &body).await.expect(200);
    assert_eq!(build.read().await["status"], "unknown");
}

#[tokio::test]
async fn a_quality_gate_waits_for_the_end_and_is_as_the_build_is() {
    let app = TestApp::start().await;
    let stranger = stranger(&app).await;
    for results in [
        &["passed"][..],
        &["passed", "failed"],
        &["timeout"],
        &["skipped"],
        &[],
    ] {
        let build = Build::start(&app).await;
        for (place, result) in results.iter().enumerate() {
            build
                .run(&format!("test {place}"), result, &json!({}))
                .await;
        }
        let path = format!("/ext/v1/quality-gates/{}", build.id);
        let gate = |status: &Value| {
            json!({
                "status": status, "build_uuid": build.id,
                "build_url": format!("{}/ext/v1/builds/{}", app.url, build.id),
                "quality_gate_result": status, "quality_profiles": [],
            })
        };
        let running = gate(&json!("running"));
        assert_eq!(app.basic().get(&path).await.expect(200), &running);
        build.finish("2025-11-11T10:40:00Z").await;
        let ended = build.read().await["status"].clone();
        assert_eq!(ended == "passed", results == ["passed"], "{results:?}");
        assert_eq!(app.basic().get(&path).await.expect(200), &gate(&ended));
        let foreign = stranger.get(&path).await;
        assert_eq!(refused(&foreign, 404), "Build not found");
    }
    let missing = app.basic().get("/ext/v1/quality-gates/TR-99").await;
    assert_eq!(refused(&missing, 404), "Build not found");
}
