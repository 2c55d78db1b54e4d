//! Reporting's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{builds, hooks, logs, projects, reads, tests, uploads};
use super::wire;
use crate::access::Access;
use crate::describe::example;
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
const GET: Method = Method::GET;
const PATCH: Method = Method::PATCH;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = told();
    routes.extend(read());
    routes
}

/// What reporters tell.
fn told() -> Vec<Route> {
    vec![
        Route::new(POST, "/ext/v1/builds/start", WRITE, builds::start)
            .summary("Start a build")
            .notes(
                "The project is made if it is missing. A `build_run_identifier` joins the shards of a build \
                 while it runs.",
            )
            .body::<wire::StartBuild>()
            .sends(example!("reporting/examples/start-build.request.json"))
            .answer::<wire::BuildStarted>(200, "The build."),
        Route::new(PUT, "/ext/v1/builds/{build}/finish", WRITE, builds::finish)
            .summary("Finish a build")
            .notes("May be repeated; the first time stays.")
            .body::<wire::Finish>()
            .sends(example!("reporting/examples/finish-build.request.json"))
            .answer::<wire::Done>(200, "The build is finished.")
            .shows(example!("reporting/examples/finish-build.response.json")),
        Route::new(PATCH, "/ext/v1/builds/{build}", WRITE, builds::update)
            .summary("Add tags to a build")
            .body::<wire::UpdateBuild>()
            .sends(example!("reporting/examples/update-build.request.json"))
            .answer::<wire::Done>(200, "The build has these tags too.")
            .shows(example!("reporting/examples/update-build.response.json")),
        Route::new(
            POST,
            "/ext/v1/builds/{build}/tests/start",
            WRITE,
            tests::start,
        )
        .summary("Start a test")
        .notes("Each start is an attempt: the same file, scopes and name are the same test again.")
        .body::<wire::StartTest>()
        .sends(example!("reporting/examples/start-test.request.json"))
        .answer::<wire::Started>(200, "The attempt.")
        .refuses([409]),
        Route::new(
            PUT,
            "/ext/v1/builds/{build}/tests/{uuid}/finish",
            WRITE,
            tests::finish,
        )
        .summary("Finish a test")
        .notes("May be repeated and come late; the last one wins.")
        .body::<wire::FinishTest>()
        .sends(example!("reporting/seed/finish_test_run.request.json"))
        .answer::<wire::Done>(200, "The test is finished.")
        .shows(example!("reporting/seed/finish_test_run.response.json"))
        .refuses([409]),
        Route::new(
            POST,
            "/ext/v1/builds/{build}/hooks/start",
            WRITE,
            hooks::start,
        )
        .summary("Start a hook")
        .body::<wire::StartHook>()
        .sends(example!("reporting/examples/start-hook.request.json"))
        .answer::<wire::Started>(200, "The hook.")
        .refuses([409]),
        Route::new(
            PUT,
            "/ext/v1/builds/{build}/hooks/{hook}/finish",
            WRITE,
            hooks::finish,
        )
        .summary("Finish a hook")
        .notes("`hook_type` must be that of the start. May be repeated and come late; the last one wins.")
        .body::<wire::FinishHook>()
        .sends(example!("reporting/examples/finish-hook.request.json"))
        .answer::<wire::Done>(200, "The hook is finished.")
        .shows(example!("reporting/examples/finish-hook.response.json")),
        Route::new(POST, "/ext/v1/builds/{build}/logs", WRITE, logs::add)
            .summary("Add logs to a build")
            .notes("All lines are kept, or none.")
            .body::<wire::AddLogs>()
            .sends(example!("reporting/examples/add-logs.request.json"))
            .answer::<wire::Done>(200, "The lines are kept.")
            .shows(example!("reporting/examples/add-logs.response.json")),
        Route::new(POST, "/upload", WRITE, uploads::upload)
            .summary("Upload a JUnit report")
            .notes(
                "A finished build of what the report says; the project is made if it is missing. A \
                 `buildIdentifier` joins uploads. Neither archives nor reports of another format are read.",
            )
            .body_as::<wire::Upload>("multipart/form-data")
            .sends(example!("reporting/examples/upload.request.json"))
            .answer::<wire::Uploaded>(200, "The build: its id is the end of the address.")
            .shows(example!("reporting/examples/upload.response.json")),
    ]
}

/// What is read back.
fn read() -> Vec<Route> {
    vec![
        Route::new(GET, "/ext/v1/builds/{build}", READ, reads::build)
            .summary("Show a build")
            .answer::<wire::ShownBuild>(200, "The build as it is now."),
        Route::new(GET, "/ext/v1/builds/latest", READ, reads::latest)
            .summary("Show the latest build of a project")
            .needs::<wire::ProjectName>("project_name", "The name of the project.", "Shop")
            .query::<String>("build_name", "The name of the build.")
            .query::<String>("user_name", "Who started it: name, address or number.")
            .query::<String>("build_tags", "One of these tags, parted by commas.")
            .query::<String>("framework", "The name of the test framework.")
            .answer::<wire::ShownBuild>(200, "The build as it is now.")
            .refuses([400, 404]),
        Route::new(
            GET,
            "/ext/v1/builds/{build}/testRuns",
            READ,
            reads::test_runs,
        )
        .summary("List the tests of a build")
        .notes("A tree of files and platforms, scopes, tests and hooks. All filters must let a test through.")
        .query::<String>("test_statuses", "One of these words, parted by commas.")
        .query::<String>("devices", "On one of these devices, parted by commas.")
        .query::<String>("os", "On one of these systems, parted by commas.")
        .query::<String>("host_names", "Reported from one of these machines, parted by commas.")
        .query::<String>("ci_build_numbers", "Of one of these CI builds, parted by commas.")
        .query::<String>(
            "failure_categories",
            "Every failing test is `To be Investigated`.",
        )
        .query::<wire::Integers>("re_runs", "Integers, parted by commas; every test is of re-run 0.")
        .query::<bool>("is_muted", "No test is.")
        .query::<bool>("is_flaky", "No test is known to be.")
        .query::<bool>("is_new_failure", "No test is known to be.")
        .query::<bool>("is_always_failing", "No test is known to be.")
        .query::<bool>("has_performance_anomaly", "No test is known to have one.")
        .query::<wire::SortWord>("sort", "By what the files and platforms are sorted.")
        .query::<wire::OrderWord>("order", "Asc or Desc; Asc if it is left out.")
        .query::<String>("next_page", "What the page before said.")
        .answer::<wire::TestRuns>(200, "A page of the tree.")
        .refuses([400]),
        Route::new(
            GET,
            "/ext/v1/quality-gates/{build}",
            READ,
            reads::quality_gates,
        )
        .summary("Show the quality gate of a build")
        .notes("There are no quality profiles: the gate has the status of the build.")
        .answer::<wire::QualityGates>(200, "The gate."),
        Route::new(GET, "/ext/v1/projects", READ, projects::list)
            .summary("List projects")
            .query::<String>("next_page", "What the page before said.")
            .query::<wire::PageNumber>("p", "The number of the page, instead.")
            .answer::<wire::Projects>(200, "A page of projects, newest first.")
            .refuses([400]),
        Route::new(
            GET,
            "/ext/v1/projects/{project}/builds",
            READ,
            projects::builds,
        )
        .summary("List the builds of a project")
        .query::<String>("unique_build_names", "Called one of these, parted by commas.")
        .query::<String>("build_tags", "With one of these tags, parted by commas.")
        .query::<wire::BuildStates>("build_status", "In one of these states, parted by commas.")
        .query::<String>("users", "Started by one of these, parted by commas.")
        .query::<String>("frameworks", "From one of these frameworks, parted by commas.")
        .query::<bool>("is_archived", "No build is.")
        .query::<wire::DateRange>(
            "date_range",
            "`startMs,endMs`: began between these; else in the last seven days.",
        )
        .query::<String>("next_page", "What the page before said.")
        .answer::<wire::ProjectBuilds>(200, "A page of builds, newest first.")
        .refuses([400]),
    ]
}
