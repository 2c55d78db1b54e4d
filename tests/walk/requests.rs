//! A good request for each route.

use api::RouteInfo;
use e2e::Form;
use serde_json::{Value, json};

use super::world::Names;

/// What a request sends.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) content_type: Option<&'static str>,
    pub(super) bytes: Vec<u8>,
}

const NOTHING: Body = Body {
    content_type: None,
    bytes: Vec::new(),
};

/// A JUnit report.
const REPORT: &[u8] = br#"<testsuite><testcase classname="Cart" name="pays"/></testsuite>"#;

/// What a body is made of.
enum Template {
    Nothing,
    Json(Value),
    Form(Form),
}

/// The kind of thing that a part of a path names, by the part before it.
fn kind(dialect: &str, before: &str, part: &str) -> &'static str {
    match (dialect, before, part) {
        (_, "projects", "{project}") => "project",
        (_, "folders", "{folder}") => "folder",
        (_, "test-cases" | "cases", "{case}") | (_, "test", "{test}") => "case",
        (_, "runs" | "test-runs" | "result", "{run}") => "run",
        ("native", "results", "{result}") | ("browserstack", "test-results", "{result}") => {
            "result"
        }
        (_, "results", "{result}") => "row",
        (_, "attachments", "{attachment}") => "attachment",
        (_, "configurations", "{configuration}") => "configuration",
        (_, "custom-fields", "{field}") => "field",
        (_, "builds" | "quality-gates", "{build}") => "build",
        (_, "hooks", "{hook}") => "hook",
        (_, "tests", "{uuid}") => "attempt",
        (_, "plan" | "plans", "{plan}") => "plan",
        (_, "statuses", "{status}") => "status",
        _ => panic!("requests.rs does not know what {before}/{part} of {dialect} names"),
    }
}

/// The kinds of things that a route's path names, in order.
pub(super) fn kinds(route: &RouteInfo) -> Vec<&'static str> {
    let parts: Vec<_> = route.path.split('/').collect();
    let named = parts.windows(2).filter(|pair| pair[1].starts_with('{'));
    named
        .map(|pair| kind(route.dialect, pair[0], pair[1]))
        .collect()
}

/// The route's path to what these names name.
pub(super) fn path(route: &RouteInfo, names: &Names) -> String {
    let mut kinds = kinds(route).into_iter();
    let parts = route.path.split('/').map(|part| {
        if part.starts_with('{') {
            names.id(kinds.next().unwrap())
        } else {
            part
        }
    });
    let path = parts.collect::<Vec<_>>().join("/");
    match query(route.path) {
        Some(query) => format!("{path}?{}", named(query, names)),
        None => path,
    }
}

/// What a route wants after the question mark.
fn query(path: &str) -> Option<&'static str> {
    match path {
        "/ext/v1/builds/latest" => Some("project_name={called}"),
        "/api/v1/projects/{project}/test-cases/search" => Some("q[query]=Pay"),
        // A hook's id is its build's.
        "/api/verdict/hooks/{hook}" => Some("run={build}"),
        _ => None,
    }
}

/// The text with the id of each kind in place of `{kind}`.
fn named(text: &str, names: &Names) -> String {
    names.iter().fold(text.to_owned(), |text, (kind, id)| {
        text.replace(&format!("{{{kind}}}"), &id.replace(' ', "%20"))
    })
}

/// A body that the route takes, naming what these names name: the one written below, or else the documented one.
pub(super) fn body(route: &RouteInfo, names: &Names) -> Body {
    let json = |template: Value| Body {
        content_type: Some("application/json"),
        bytes: serde_json::to_vec(&filled(template, names)).unwrap(),
    };
    if route.method == "GET" {
        return NOTHING;
    }
    match template(&route.method, route.path) {
        Some(Template::Nothing) => NOTHING,
        Some(Template::Json(template)) => json(template),
        Some(Template::Form(form)) => Body {
            content_type: Some(Form::CONTENT_TYPE),
            bytes: form.finish(),
        },
        None => match documented(route) {
            Some(example) => json(example),
            None if route.method == "DELETE" => NOTHING,
            None => panic!(
                "requests.rs has no body for {} {}",
                route.method, route.path
            ),
        },
    }
}

/// What examples call things, and what is called so here.
const NAMED: [(&str, &str); 6] = [
    // A folder, whose id is a number.
    ("4711", "#folder"),
    ("PR-1", "{project}"),
    ("clproj001", "{project}"),
    ("TR-1", "{run}"),
    ("TC-1", "{case}"),
    ("TC-001", "{case}"),
];

/// The example of a JSON body in the dialect's document.
fn documented(route: &RouteInfo) -> Option<Value> {
    let document = api::openapi(route.dialect)?;
    let operation = &document["paths"][route.path][route.method.to_lowercase()];
    let media = &operation["requestBody"]["content"]["application/json"];
    let example = media.get("example")?.to_string();
    Some(e2e::example(&example, &NAMED))
}

/// `{kind}` in a text becomes the id of that kind, and `#kind` for a whole text the id as a number.
fn filled(template: Value, names: &Names) -> Value {
    match template {
        Value::String(text) => {
            if let Some(kind) = text.strip_prefix('#') {
                return json!(names.id(kind).parse::<i64>().unwrap());
            }
            let fill =
                |text: String, (kind, id): (&str, &str)| text.replace(&format!("{{{kind}}}"), id);
            Value::String(names.iter().fold(text, fill))
        }
        Value::Array(items) => items.into_iter().map(|item| filled(item, names)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, filled(value, names)))
            .collect(),
        plain => plain,
    }
}

/// What to send to the route; `None` where nobody has written it yet.
fn template(method: &str, path: &str) -> Option<Template> {
    let route = (method, path);
    let all = [catalogue, runs, reporting, testably, others];
    all.into_iter().find_map(|part| part(route))
}

/// BrowserStack's catalogue.
fn catalogue(route: (&str, &str)) -> Option<Template> {
    let body = match route {
        ("POST", "/api/v2/projects") => {
            json!({"project": {"name": "Shop", "description": "All of it"}})
        }
        ("POST", "/api/v2/configurations") => {
            json!({"name": "Chrome on Linux", "os": "Linux", "browser": "Chrome"})
        }
        ("POST", "/api/v2/projects/{project}/folders") => json!({"folder": {"name": "Returns"}}),
        ("POST", "/api/v2/projects/{project}/folders/{folder}/test-cases") => json!({
            "test_case": {"name": "Return by post", "test_case_steps": [{"step": "Send", "result": "Sent"}]}
        }),
        ("POST", "/api/v2/custom-fields") => field("Severity"),
        ("PATCH", "/api/v2/custom-fields/{field}") => json!({"field_name": "Gravity"}),
        ("PATCH", "/api/v2/projects/{project}") => json!({"project": {"name": "Web shop"}}),
        ("PATCH", "/api/v2/projects/{project}/folders/{folder}") => {
            json!({"folder": {"name": "Refunds"}})
        }
        ("POST", "/api/v2/projects/{project}/folders/{folder}/move") => json!({"parent_id": null}),
        ("PATCH", "/api/v2/projects/{project}/test-cases/{case}") => {
            json!({"test_case": {"name": "Pay by invoice"}})
        }
        ("POST", "/api/v2/projects/{project}/test-cases/{case}/move") => {
            json!({"destination_folder_id": "#folder"})
        }
        ("PATCH", "/api/v2/projects/{project}/test-cases") => {
            json!({"ids": ["{case}"], "test_case": {"priority": "Low"}})
        }
        ("DELETE", "/api/v2/projects/{project}/test-cases") => json!({"ids": ["{case}"]}),
        ("POST", "/api/v1/projects/{project}/test-cases") => {
            json!({"folder_id": "#folder", "test_case": {"name": "Pay by invoice"}})
        }
        _ => return None,
    };
    Some(Template::Json(body))
}

/// BrowserStack's runs and results.
fn runs(route: (&str, &str)) -> Option<Template> {
    let body = match route {
        ("POST", "/api/v2/projects/{project}/test-runs") => json!({
            "test_run": {"name": "Weekly", "test_cases": ["{case}"], "configurations": ["#configuration"]}
        }),
        ("POST", "/api/v2/projects/{project}/test-runs/{run}/results") => json!({
            "test_case_id": "{case}", "test_result": {"status": "passed", "description": "Paid in 2 s"}
        }),
        ("PATCH" | "POST", "/api/v2/projects/{project}/test-runs/{run}/update") => {
            json!({"test_run": {"name": "Monthly", "test_cases": ["{case}"]}})
        }
        (
            "POST",
            "/api/v2/projects/{project}/test-runs/{run}/close"
            | "/api/v2/projects/{project}/test-runs/{run}/delete",
        ) => return Some(Template::Nothing),
        ("PATCH", "/api/v2/projects/{project}/test-runs/{run}/test-cases") => {
            json!({"test_run": {"add_test_cases": [{"test_case_ids": ["{case}"]}]}})
        }
        ("POST", "/api/v2/projects/{project}/test-runs/{run}/assign") => {
            json!({"assign_to": [{"test_case_id": "{case}", "assignee": "ann@example.org"}]})
        }
        ("POST", "/api/v1/import/results/xml/junit") => {
            let form = Form::default().field("project_name", "Another shop");
            return Some(Template::Form(form.file("file_path", "junit.xml", REPORT)));
        }
        ("PATCH", "/api/v2/projects/{project}/test-runs/{run}/results") => {
            json!({"test_case_ids": ["{case}"], "status": "passed"})
        }
        _ => return None,
    };
    Some(Template::Json(body))
}

/// Reporting.
fn reporting(route: (&str, &str)) -> Option<Template> {
    let body = match route {
        ("POST", "/ext/v1/builds/start") => json!({
            "name": "weekly", "project_name": "Another shop", "started_at": "2025-11-11T10:00:00Z"
        }),
        ("PATCH", "/ext/v1/builds/{build}") => json!({"build_tags": ["late"]}),
        ("POST", "/ext/v1/builds/{build}/hooks/start") => hook(),
        ("PUT", "/ext/v1/builds/{build}/hooks/{hook}/finish") => json!({
            "hook_type": "beforeEach", "result": "passed", "finished_at": "2025-11-11T10:31:00Z",
            "file_name": "tests/pay.py", "scopes": ["Checkout"]
        }),
        ("PUT", "/ext/v1/builds/{build}/finish") => json!({"finished_at": "2025-11-11T11:00:00Z"}),
        ("POST", "/ext/v1/builds/{build}/tests/start") => json!({
            "name": "returns", "file_name": "tests/return.py", "scopes": ["Returns"], "started_at": "2025-11-11T10:40:00Z"
        }),
        ("POST", "/upload") => {
            let form = Form::default()
                .field("projectName", "Another shop")
                .field("buildName", "weekly");
            return Some(Template::Form(form.file("data", "junit.xml", REPORT)));
        }
        ("PUT", "/ext/v1/builds/{build}/tests/{uuid}/finish") => json!({
            "result": "passed", "finished_at": "2025-11-11T10:41:00Z", "file_name": "tests/pay.py", "scopes": ["Checkout"]
        }),
        _ => return None,
    };
    Some(Template::Json(body))
}

/// Testably.
fn testably(route: (&str, &str)) -> Option<Template> {
    let body = match route {
        ("POST", "/v1/projects") => json!({"name": "Mobile", "prefix": "MOB"}),
        ("PATCH", "/v1/projects/{project}") => json!({"name": "Phones"}),
        ("POST", "/v1/projects/{project}/runs") => {
            json!({"name": "Weekly", "test_case_ids": ["{case}"]})
        }
        ("PATCH", "/v1/projects/{project}/runs/{run}") => json!({"name": "Monthly"}),
        ("POST", "/v1/projects/{project}/runs/{run}/close") => return Some(Template::Nothing),
        ("POST", "/v1/projects/{project}/test-cases") => json!({"title": "Pay by invoice"}),
        ("POST", "/v1/projects/{project}/test-cases/bulk") => {
            json!({"test_cases": [{"title": "Pay by invoice"}]})
        }
        ("PATCH", "/v1/projects/{project}/test-cases/{case}") => {
            json!({"title": "Pay by bank transfer"})
        }
        ("PUT", "/v1/runs/{run}/results/{result}") => {
            json!({"status": "passed", "note": "Paid", "elapsed": 2})
        }
        ("POST", "/v1/runs/{run}/results/bulk") => {
            json!({"results": [{"test_case_id": "{case}", "status": "passed"}]})
        }
        ("POST", "/v1/results" | "/functions/v1/upload-ci-results") => json!({
            "run_id": "{run}", "results": [{"test_case_id": "{case}", "status": "passed"}]
        }),
        _ => return None,
    };
    Some(Template::Json(body))
}

/// Applitools, QAHub and our own.
fn others(route: (&str, &str)) -> Option<Template> {
    let body = match route {
        ("POST", "/api/plan/{plan}/execute" | "/api/test/{test}/execute") => json!({}),
        ("POST", "/api/v1/runs") => {
            json!({"name": "Release 7", "project_id": "{project}", "test_case_ids": ["{case}"]})
        }
        ("POST", "/api/v1/cases") => {
            json!({"project_id": "{project}", "title": "Pay by invoice", "bdd_content": "When I pay"})
        }
        ("PATCH", "/api/v1/cases/{case}") => json!({"title": "Pay by bank transfer"}),
        ("POST", "/api/v1/ingest") => json!({
            "project_id": "{project}", "run_name": "Nightly", "results": [
                {"test_case_code": "{case}", "status": "PASSED"}, {"title": "Pays twice", "status": "FAILED"}
            ]
        }),
        ("PATCH", "/api/v1/runs/{run}") => json!({"name": "Release 8"}),
        ("POST", "/api/v1/runs/{run}/results") => {
            json!({"results": [{"test_case_id": "{case}", "status": "PASSED"}]})
        }
        (
            "POST",
            "/api/v1/results/{result}/attachments"
            | "/api/v2/projects/{project}/test-results/{result}/attachments",
        ) => {
            return Some(Template::Form(
                Form::default().file("file", "log.txt", b"paid\n"),
            ));
        }
        ("POST", "/api/verdict/statuses") => status("Waived"),
        ("PATCH", "/api/verdict/statuses/{status}") => json!({"name": "Excused"}),
        ("PUT", "/api/verdict/runs/{run}/seal") => {
            json!({"test_cases": [{"test_case": "{case}"}], "deadline": "2035-01-01T00:00:00Z"})
        }
        ("PUT", "/api/verdict/plans/{plan}") => json!({
            "project": "{project}", "name": "Nightly", "application": "Shop", "test_cases": ["{case}"], "configurations": []
        }),
        _ => return None,
    };
    Some(Template::Json(body))
}

/// A status of the organization's own.
pub(super) fn status(name: &str) -> Value {
    json!({"name": name, "counts_as": "skipped"})
}

/// A custom field of cases.
pub(super) fn field(name: &str) -> Value {
    json!({
        "field_name": name, "field_type": "dropdown", "is_required": false, "field_entity_type": "test_case",
        "options": [{"option_value": "Low", "is_default": true}, {"option_value": "High"}],
        "applies_to_all_projects": true,
    })
}

/// A hook of a build.
pub(super) fn hook() -> Value {
    json!({
        "hook_type": "beforeEach", "name": "signs in", "file_name": "tests/pay.py", "scopes": ["Checkout"],
        "started_at": "2025-11-11T10:30:00Z",
    })
}
