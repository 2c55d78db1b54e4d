//! Applitools' part of the route table.

use actix_web::http::Method;
use store::Scope;

use super::handlers::{execute, results};
use super::wire;
use crate::access::Access;
use crate::describe::example;
use crate::route::Route;

const EXECUTE: Access = Access::Scope(Scope::Execute);
const GET: Method = Method::GET;
const POST: Method = Method::POST;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(POST, "/api/plan/{plan}/execute", EXECUTE, execute::plan)
            .summary("Execute a plan")
            .notes("Opens a run. Results arrive through any other dialect.")
            .body::<wire::Execute>()
            .optional()
            .of_any_type()
            .sends(example!("applitools/examples/execute.request.json"))
            .answer::<wire::Answer<wire::Executed>>(200, "The run that was opened.")
            .shows(example!("applitools/examples/execute.response.json")),
        Route::new(POST, "/api/test/{test}/execute", EXECUTE, execute::test)
            .summary("Execute a test")
            .notes("Opens a run of this one test case.")
            .body::<wire::Execute>()
            .optional()
            .of_any_type()
            .sends(example!("applitools/examples/execute.request.json"))
            .answer::<wire::Answer<wire::Executed>>(200, "The run that was opened.")
            .shows(example!("applitools/examples/execute.response.json")),
        // A key without the scope to read may bring the run's token instead.
        Route::new(
            GET,
            "/api/result/{run}",
            Access::AnyKey,
            results::get_results,
        )
        .summary("Get results")
        .notes("Of any run. A key without the scope `read` needs the run's `read_token`.")
        .query::<String>("read_token", "What the execution answered.")
        .answer::<wire::Answer<wire::RunResult>>(200, "The run as it is now.")
        .shows(example!("applitools/examples/get-results.response.json"))
        .refuses([403]),
    ]
}
