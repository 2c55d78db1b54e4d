//! Testably's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{cases, projects, results, runs, uploads};
use super::wire;
use crate::access::Access;
use crate::describe::example;
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
const WRITE_ORGANIZATION: Access = Access::Organization(Scope::Write);
const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PUT: Method = Method::PUT;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    routes.extend(of_results());
    routes.extend(of_uploads());
    routes.extend(of_projects());
    routes.extend(of_runs());
    routes.extend(of_cases());
    routes
}

fn of_results() -> [Route; 3] {
    const RESULTS: &str = "/v1/runs/{run}/results";
    const RESULT: &str = "/v1/runs/{run}/results/{result}";
    const BULK: &str = "/v1/runs/{run}/results/bulk";
    [
        paged(
            Route::new(GET, RESULTS, READ, results::list)
                .summary("List results of a run")
                .notes(
                    "Every test case of the run has one, `not_tested` until something else is \
                     recorded.",
                ),
        )
        .answer::<wire::List<wire::ResultRow>>(200, "A page of results, in the order of the run.")
        .shows(example!("testably/seed/list_response.json")),
        Route::new(PUT, RESULT, WRITE, results::update)
            .summary("Update a result")
            .notes(
                "The key's user becomes the tester. A closed run, and a test case that was \
                 deleted, take no more (409).",
            )
            .body::<wire::Update>()
            .sends(example!("testably/seed/update_request.json"))
            .answer::<wire::Data<wire::ResultRow>>(200, "The result.")
            .shows(example!("testably/seed/update_response.json"))
            .refuses([409]),
        Route::new(POST, BULK, WRITE, results::bulk)
            .summary("Update many results")
            .notes(
                "A field that is missing and a status that is unknown refuse the request; a \
                 test case that is not in the run is refused alone.",
            )
            .body::<wire::Bulk>()
            .sends(example!("testably/seed/bulk_request.json"))
            .answer::<wire::Data<wire::BulkDone>>(200, "Every result was recorded.")
            .shows(example!("testably/seed/bulk_response.json"))
            .answer::<wire::Data<wire::BulkDone>>(207, "Some results were refused; see `errors`.")
            .refuses([409]),
    ]
}

fn of_uploads() -> [Route; 2] {
    const RECORDED: &str = "Every result was recorded, or the run of a dry run is there.";
    const REFUSED: &str = "Some results were refused; see `errors`.";
    const DEPLOYED: &str = "/functions/v1/upload-ci-results";
    [
        Route::new(POST, "/v1/results", WRITE, uploads::documented)
            .summary("Upload results")
            .notes(
                "As documented: `elapsed` is in seconds, and a test case that is not in the \
                 run is refused alone. A result tells of a new execution and replaces the one \
                 before.",
            )
            .body::<wire::Upload<wire::Seconds>>()
            .sends(example!("testably/examples/upload.request.json"))
            .answer::<wire::UploadAnswer>(200, RECORDED)
            .answer::<wire::Uploaded>(207, REFUSED)
            .refuses([404, 409]),
        Route::new(POST, DEPLOYED, WRITE, uploads::deployed)
            .summary("Upload results of a CI job")
            .notes(
                "What the reporters call: `elapsed` is in milliseconds, and a test case of \
                 the project that is not in the run is added to it. Readable ids that the \
                 project does not have refuse the request (400), which then lists them in \
                 `not_found`. A closed run is refused with 400, which the reporters do not \
                 try again.",
            )
            .body::<wire::Upload<wire::Milliseconds>>()
            .sends(example!("testably/sdk/batch.json"))
            .answer::<wire::UploadAnswer>(200, RECORDED)
            .answer::<wire::Uploaded>(207, REFUSED)
            .refuses([404]),
    ]
}

fn of_projects() -> [Route; 5] {
    const PROJECTS: &str = "/v1/projects";
    const PROJECT: &str = "/v1/projects/{project}";
    [
        paged(
            Route::new(GET, PROJECTS, READ, projects::list)
                .summary("List projects")
                .notes("Most recently updated first."),
        )
        .answer::<wire::List<wire::Project>>(200, "A page of the projects that the key may see."),
        Route::new(POST, PROJECTS, WRITE_ORGANIZATION, projects::create)
            .summary("Create a project")
            .body::<wire::NewProject>()
            .sends(example!("testably/examples/create-project.request.json"))
            .answer::<wire::Data<wire::ProjectDetail>>(201, "The project."),
        Route::new(GET, PROJECT, READ, projects::show)
            .summary("Show a project")
            .answer::<wire::Data<wire::ProjectDetail>>(200, "The project."),
        Route::new(PATCH, PROJECT, WRITE, projects::change)
            .summary("Change a project")
            .notes("What is left out stays.")
            .body::<wire::ChangeProject>()
            .sends(example!("testably/examples/change-project.request.json"))
            .answer::<wire::Data<wire::ProjectDetail>>(200, "The project."),
        Route::new(DELETE, PROJECT, WRITE_ORGANIZATION, projects::delete)
            .summary("Delete a project")
            .notes("With all that is in it.")
            .answer::<wire::Deleted>(200, "The project is gone.")
            .shows(example!("testably/examples/delete-project.response.json")),
    ]
}

fn of_runs() -> [Route; 5] {
    const RUNS: &str = "/v1/projects/{project}/runs";
    const RUN: &str = "/v1/projects/{project}/runs/{run}";
    const CLOSE: &str = "/v1/projects/{project}/runs/{run}/close";
    [
        paged(
            Route::new(GET, RUNS, READ, runs::list)
                .summary("List runs")
                .notes("Newest first."),
        )
        .answer::<wire::List<wire::Run>>(200, "A page of the project's runs."),
        Route::new(POST, RUNS, WRITE, runs::create)
            .summary("Create a run")
            .notes(
                "A test case that the project does not have refuses the run (400), which \
                 names it.",
            )
            .body::<wire::CreateRun>()
            .sends(example!("testably/examples/create-run.request.json"))
            .answer::<wire::Data<wire::Run>>(201, "The run, in which nothing is tested."),
        Route::new(GET, RUN, READ, runs::show)
            .summary("Show a run")
            .answer::<wire::Data<wire::RunWithResults>>(200, "The run with all its results."),
        Route::new(PATCH, RUN, WRITE, runs::change)
            .summary("Change a run")
            .notes("What is left out stays. A closed run is read-only (409).")
            .body::<wire::ChangeRun>()
            .sends(example!("testably/examples/change-run.request.json"))
            .answer::<wire::Data<wire::ChangedRun>>(200, "What of the run can be changed.")
            .refuses([409]),
        Route::new(POST, CLOSE, WRITE, runs::close)
            .summary("Close a run")
            .notes("It takes no more results. One that is closed stays as it is.")
            .answer::<wire::Data<wire::ClosedRun>>(200, "The run, and how it went."),
    ]
}

fn of_cases() -> [Route; 6] {
    const CASES: &str = "/v1/projects/{project}/test-cases";
    const BULK: &str = "/v1/projects/{project}/test-cases/bulk";
    const CASE: &str = "/v1/projects/{project}/test-cases/{case}";
    [
        paged(
            Route::new(GET, CASES, READ, cases::list)
                .summary("List test cases")
                .notes("Newest first. A word or a folder that there is not finds nothing.")
                .query::<String>("folder_id", "Only those of this folder.")
                .query::<String>(
                    "priority",
                    "Only those that are `critical`, `high`, `medium` or `low`.",
                )
                .query::<String>("type", "Only those of this type.")
                .query::<String>(
                    "search",
                    "Only those whose title contains this, in letters of either case.",
                )
                .refuses([400]),
        )
        .answer::<wire::List<wire::Case>>(200, "A page of the project's test cases."),
        Route::new(POST, CASES, WRITE, cases::create)
            .summary("Create a test case")
            .body::<wire::NewCase>()
            .sends(example!("testably/examples/create-case.request.json"))
            .answer::<wire::Data<wire::CaseDetail>>(201, "The test case."),
        Route::new(POST, BULK, WRITE, cases::create_many)
            .summary("Create many test cases")
            .notes("All of them or none.")
            .body::<wire::NewCases>()
            .sends(example!("testably/examples/create-cases.request.json"))
            .answer::<wire::Data<wire::CreatedCases>>(
                201,
                "The test cases, in the order of the request.",
            ),
        Route::new(GET, CASE, READ, cases::show)
            .summary("Show a test case")
            .notes("By its id, or by its readable id: `MOB-7`.")
            .answer::<wire::Data<wire::CaseDetail>>(200, "The test case."),
        Route::new(PATCH, CASE, WRITE, cases::change)
            .summary("Change a test case")
            .notes("What is left out stays.")
            .body::<wire::ChangeCase>()
            .sends(example!("testably/examples/change-case.request.json"))
            .answer::<wire::Data<wire::ChangedCase>>(200, "What was changed."),
        Route::new(DELETE, CASE, WRITE, cases::delete)
            .summary("Delete a test case")
            .notes("Results of it stay in their runs.")
            .answer::<wire::Deleted>(200, "The test case is gone.")
            .shows(example!("testably/examples/delete-case.response.json")),
    ]
}

fn paged(route: Route) -> Route {
    route
        .query::<String>(
            "page",
            "The page's number, from 1: 1 if it is no such number.",
        )
        .query::<String>(
            "per_page",
            "How many at most: 20 if it is no number from 1 up, 100 at most.",
        )
}
