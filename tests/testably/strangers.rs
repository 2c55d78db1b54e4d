//! What belongs to another organization, or lies outside the project that a key is bound to, is not there.

use domain::case::RowKey;
use domain::spelling::{Kind, RowReference, prefixed};
use domain::text::Text;
use e2e::{Client, Reply};
use serde_json::{Value, json};

use super::refusals::refused;
use super::shop::Night;

/// Method, path and body; null for none.
type Request = (&'static str, String, Value);

async fn send(client: &Client, (method, path, body): &Request) -> Reply {
    let (kind, body) = match body {
        Value::Null => (None, Vec::new()),
        body => (Some("application/json"), body.to_string().into_bytes()),
    };
    client.raw(method, path, kind, body).await
}

impl Night {
    fn project(&self) -> String {
        let id = prefixed(Kind::Project, self.shop.project.opaque);
        format!("/v1/projects/{id}")
    }

    fn case(&self) -> String {
        prefixed(Kind::Case, self.shop.cases[0].opaque)
    }

    /// Every route that names something of this night, each in a way that its owner may.
    fn requests(&self) -> Vec<Request> {
        let (project, case) = (self.project(), self.case());
        let run = prefixed(Kind::Run, self.run.opaque);
        let row = RowReference {
            run: self.run.opaque,
            key: RowKey::first_of(self.shop.cases[0].number),
        };
        let row = row.prefixed();
        let results = json!([{"test_case_id": case, "status": "passed"}]);
        let upload = json!({"run_id": run, "results": results});
        let of_run = [
            ("GET", "", json!(null)),
            ("PUT", &*format!("/{row}"), json!({"status": "passed"})),
            ("POST", "/bulk", json!({"results": results})),
        ]
        .map(|(method, end, body)| (method, format!("/v1/runs/{run}/results{end}"), body));
        let uploads = [
            ("POST", "/v1/results".to_owned(), upload.clone()),
            ("POST", "/functions/v1/upload-ci-results".to_owned(), upload),
        ];
        let one_run = format!("/runs/{run}");
        let one_case = format!("/test-cases/{case}");
        let of_project = [
            ("GET", "", json!(null)),
            ("PATCH", "", json!({"name": "Theirs"})),
            ("GET", "/runs", json!(null)),
            ("POST", "/runs", json!({"name": "N", "test_case_ids": []})),
            ("GET", &*one_run, json!(null)),
            ("PATCH", &*one_run, json!({"name": "Theirs"})),
            ("POST", &*format!("{one_run}/close"), json!(null)),
            ("GET", "/test-cases", json!(null)),
            ("POST", "/test-cases", json!({"title": "N"})),
            (
                "POST",
                "/test-cases/bulk",
                json!({"test_cases": [{"title": "N"}]}),
            ),
            ("GET", &*one_case, json!(null)),
            ("PATCH", &*one_case, json!({"title": "Theirs"})),
            ("DELETE", &*one_case, json!(null)),
        ]
        .map(|(method, end, body)| (method, format!("{project}{end}"), body));
        of_run
            .into_iter()
            .chain(uploads)
            .chain(of_project)
            .collect()
    }

    /// All that there is, as its owner reads it.
    async fn everything(&self) -> Vec<Value> {
        let mut read = Vec::new();
        for request in self
            .requests()
            .iter()
            .filter(|(method, _, _)| *method == "GET")
        {
            let reply = send(&self.app.bearer(), request).await;
            read.push(reply.expect(200).clone());
        }
        read
    }
}

fn listed(reply: &Reply) -> &Vec<Value> {
    reply.expect(200)["data"].as_array().unwrap()
}

#[tokio::test]
async fn a_foreign_id_answers_like_a_missing_one_on_every_route() {
    let night = Night::of(&["Login"]).await;
    let elsewhere = night.app.seed("Elsewhere", &["Other"]).await;
    let foreign = night.app.with_key(&night.app.foreign_key("other").await);
    let bound = night.app.bound_key(elsewhere.project.number.get()).await;
    let bound = night.app.with_key(&bound);
    let requests = night.requests();
    let routes = api::routes();
    let routes = routes.iter().filter(|it| it.dialect == "testably");
    // All but the list of projects, a new one, and the deletion of one.
    assert_eq!(requests.len() + 3, routes.count());
    let before = night.everything().await;

    for client in [&foreign, &bound] {
        for request in &requests {
            refused(&send(client, request).await, 404, "not found");
        }
    }
    let project = night.project();
    refused(&foreign.delete(&project).await, 404, "Project not found");
    // The key sees no more than it may: whether there is such a project is not asked.
    refused(&bound.delete(&project).await, 403, "");

    assert_eq!(listed(&foreign.get("/v1/projects").await).len(), 0);
    let reply = bound.get("/v1/projects").await;
    assert_eq!(listed(&reply).len(), 1);
    assert_eq!(listed(&reply)[0]["name"], "Elsewhere");
    assert_eq!(night.everything().await, before);
    assert_eq!(night.stored().await, 0);
}

#[tokio::test]
async fn a_bound_key_does_everything_in_its_own_project_and_nothing_to_the_organization() {
    let night = Night::of(&["Login"]).await;
    let _ = night.app.seed("Elsewhere", &[]).await;
    let bound = night.app.bound_key(night.shop.project.number.get()).await;
    let bound = night.app.with_key(&bound);
    let new = json!({"name": "N", "prefix": "NEW"});
    refused(&bound.post("/v1/projects", &new).await, 403, "");
    refused(&bound.delete(&night.project()).await, 403, "");
    assert_eq!(
        listed(&night.app.bearer().get("/v1/projects").await).len(),
        2
    );
    for request in night.requests() {
        let reply = send(&bound, &request).await;
        let good = [200, 201].contains(&reply.status());
        assert!(good, "{} {}: {}", request.0, request.1, reply.text());
    }
    let reply = bound.get("/v1/projects").await;
    assert_eq!(listed(&reply).len(), 1);
    assert_eq!(listed(&reply)[0]["name"], "Theirs");
}

/// A case in the project, and a run of it.
async fn own(client: &Client, project: &str) -> (String, String) {
    let id = |reply: Reply| reply.expect(201)["data"]["id"].as_str().unwrap().to_owned();
    let cases = format!("{project}/test-cases");
    let case = id(client.post(&cases, &json!({"title": "Own"})).await);
    let run = json!({"name": "Own", "test_case_ids": [case]});
    let run = id(client.post(&format!("{project}/runs"), &run).await);
    (case, run)
}

#[tokio::test]
async fn a_foreign_id_in_a_body_is_no_id() {
    let night = Night::of(&["Login"]).await;
    let name = Text::new("Folder").unwrap();
    let (store, shop) = (&night.app.store, &night.shop);
    let made = store.create_folder(&shop.project, None, name, None).await;
    let folder = format!("fld_{}", made.unwrap().unwrap().number);
    let hidden = night.case();
    let before = night.everything().await;

    let foreign = night.app.with_key(&night.app.foreign_key("other").await);
    let new = json!({"name": "Theirs", "prefix": "OUR"});
    let made = foreign.post("/v1/projects", &new).await;
    let theirs = made.expect(201)["data"]["id"].as_str().unwrap();
    let theirs = format!("/v1/projects/{theirs}");
    let elsewhere = night.app.seed("Elsewhere", &[]).await;
    let number = elsewhere.project.number;
    let bound = night.app.with_key(&night.app.bound_key(number.get()).await);
    let elsewhere = format!("/v1/projects/PR-{number}");

    for (client, project) in [(&foreign, theirs), (&bound, elsewhere)] {
        let (case, run) = own(client, &project).await;
        let results = json!([
            {"test_case_id": hidden, "status": "passed"}, {"test_case_id": case, "status": "passed"},
        ]);
        let bulk = format!("/v1/runs/{run}/results/bulk");
        let reply = client.post(&bulk, &json!({"results": results})).await;
        assert_eq!(reply.expect(207)["data"]["updated"], 1);
        let upload = json!({"run_id": run, "results": results});
        for path in ["/v1/results", "/functions/v1/upload-ci-results"] {
            let reply = client.post(path, &upload).await;
            assert_eq!(reply.expect(207)["failed_test_case_ids"], json!([hidden]));
        }
        let new = json!({"name": "N", "test_case_ids": [hidden]});
        let reply = client.post(&format!("{project}/runs"), &new).await;
        refused(&reply, 400, &hidden);

        let cases = format!("{project}/test-cases");
        let unknown = "folder_id could not be found";
        let new = json!({"title": "N", "folder_id": folder});
        refused(&client.post(&cases, &new).await, 400, unknown);
        let many = json!({"test_cases": [new]});
        let reply = client.post(&format!("{cases}/bulk"), &many).await;
        refused(&reply, 400, unknown);
        let reply = client.patch(&format!("{cases}/{case}"), &new).await;
        refused(&reply, 400, unknown);
        let reply = client.get(&format!("{cases}?folder_id={folder}")).await;
        assert_eq!(listed(&reply).len(), 0);
        assert_eq!(listed(&client.get(&cases).await).len(), 1);
    }
    assert_eq!(night.everything().await, before);
    assert_eq!(night.stored().await, 0);
}
