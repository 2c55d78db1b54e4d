//! QAHub's part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{attachments, cases, identity, ingest, projects, results, runs};
use super::wire;
use crate::access::Access;
use crate::describe::example;
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::new(GET, "/api/v1/me", Access::AnyKey, identity::me)
            .summary("Show the key's tenant")
            .answer::<wire::Identity>(200, "The tenant, and what the key may do.")
            .shows(example!("qahub/examples/me.response.json")),
        paged(
            Route::new(GET, "/api/v1/projects", READ, projects::list_projects)
                .summary("List projects")
                .notes("Newest first; all of them, or a page if one is asked for."),
        )
        .answer::<wire::List<wire::Project>>(200, "The projects that the key may see."),
        Route::new(
            POST,
            "/api/v1/projects",
            Access::Organization(Scope::Write),
            projects::create_project,
        )
            .summary("Create a project")
            .notes("The vendor has no such call, only a page.")
            .body::<wire::CreateProject>()
            .sends(example!("qahub/examples/create-project.request.json"))
            .answer::<wire::Data<wire::Project>>(201, "The project."),
        Route::new(POST, "/api/v1/ingest", WRITE, ingest::ingest)
            .summary("Ingest a run")
            .notes(
                "Makes a run that is COMPLETED and records its results. An item without a test case is kept as an \
                 unlinked result under its title.",
            )
            .body::<wire::Ingest<'_>>()
            .sends(example!("qahub/examples/ingest.request.json"))
            .answer::<wire::Uploaded>(201, "Every result was accepted.")
            .answer::<wire::Uploaded>(207, "Some results were rejected; see `errors`.")
            .refuses([404]),
    ];
    routes.extend(of_cases());
    routes.extend(of_runs());
    routes.extend(of_results());
    routes
}

fn of_cases() -> [Route; 5] {
    const CASES: &str = "/api/v1/cases";
    const CASE: &str = "/api/v1/cases/{case}";
    [
        paged(
            Route::new(GET, CASES, READ, cases::list_cases)
                .summary("List test cases")
                .notes("Newest first.")
                .query::<String>("project_id", "Only those of this project.")
                .query::<wire::CaseStatus>("status", "Only those of this status.")
                .refuses([400, 404]),
        )
        .answer::<wire::List<wire::Case>>(200, "A page of test cases."),
        Route::new(POST, CASES, WRITE, cases::create_case)
            .summary("Create a test case")
            .notes(
                "Without `project_id` it goes to the only project that the key sees, else to the project `Test cases`, \
                 which is made if need be.",
            )
            .body::<wire::CreateCase>()
            .sends(example!("qahub/examples/create-case.request.json"))
            .answer::<wire::Data<wire::Case>>(201, "The test case.")
            .refuses([404]),
        Route::new(GET, CASE, READ, cases::show_case)
            .summary("Show a test case")
            .notes("By id or by code.")
            .answer::<wire::Data<wire::Case>>(200, "The test case."),
        Route::new(PATCH, CASE, WRITE, cases::change_case)
            .summary("Change a test case")
            .notes("What is left out stays.")
            .body::<wire::ChangeCase>()
            .sends(example!("qahub/examples/change-case.request.json"))
            .answer::<wire::Data<wire::Case>>(200, "The test case."),
        Route::new(DELETE, CASE, WRITE, cases::delete_case)
            .summary("Delete a test case")
            .notes("Results of it stay in their runs.")
            .empty(204, "The test case is gone."),
    ]
}

fn of_runs() -> [Route; 4] {
    [
        paged(
            Route::new(GET, "/api/v1/runs", READ, runs::list_runs)
                .summary("List runs")
                .notes("Newest first.")
                .query::<String>("project_id", "Only those of this project.")
                .query::<wire::RunStatus>("status", "Only those of this status.")
                .refuses([400, 404]),
        )
        .answer::<wire::List<wire::Run>>(200, "A page of runs."),
        Route::new(POST, "/api/v1/runs", WRITE, runs::create_run)
            .summary("Create a run")
            .body::<wire::CreateRun>()
            .sends(example!("qahub/examples/create-run.request.json"))
            .answer::<wire::Data<wire::Run>>(201, "The run, which is PENDING.")
            .refuses([404]),
        Route::new(GET, "/api/v1/runs/{run}", READ, runs::show_run)
            .summary("Show a run")
            .answer::<wire::Data<wire::Run>>(200, "The run."),
        Route::new(PATCH, "/api/v1/runs/{run}", WRITE, runs::change_run)
            .summary("Change a run")
            .body::<wire::ChangeRun>()
            .sends(example!("qahub/examples/change-run.request.json"))
            .answer::<wire::Data<wire::Run>>(200, "The run."),
    ]
}

fn of_results() -> [Route; 3] {
    const RESULTS: &str = "/api/v1/runs/{run}/results";
    const ATTACHMENTS: &str = "/api/v1/results/{result}/attachments";
    [
        paged(
            Route::new(GET, RESULTS, READ, results::list_results)
                .summary("List results of a run")
                .notes("All rows of the run, or a page if one is asked for."),
        )
        .answer::<wire::List<wire::ResultRow>>(200, "The rows, in the order of their test cases."),
        Route::new(POST, RESULTS, WRITE, results::upsert_results)
            .summary("Upsert results of a run")
            .notes("A bad item is refused alone, whatever is wrong with it.")
            .body::<wire::Upload<'_>>()
            .sends(example!("qahub/seed/upsert_request.json"))
            .answer::<wire::Uploaded>(201, "Every result was accepted.")
            .answer::<wire::Uploaded>(207, "Some results were rejected; see `errors`."),
        Route::new(POST, ATTACHMENTS, WRITE, attachments::upload)
            .summary("Attach files to a result")
            .notes(
                "PNG, JPG, GIF, WebP, SVG, PDF, TXT, JSON, ZIP, MP4 and WebM, by name and by content. One that is \
                 refused refuses all.",
            )
            .body_as::<wire::Files>("multipart/form-data")
            .sends(example!("qahub/examples/attach.request.json"))
            .answer::<wire::Data<Vec<wire::Attachment>>>(201, "The attachments, in the form's order."),
    ]
}

fn paged(route: Route) -> Route {
    route
        .query::<String>(
            "limit",
            "How many at most: 100 if it is no number, 500 at most.",
        )
        .query::<String>("offset", "How many to pass over: 0 if it is no number.")
}
