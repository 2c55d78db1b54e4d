//! The native part of the route table.

use actix_web::http::Method;
use store::Scope;
use uuid::Uuid;

use super::handlers::{attachments, hooks, logs, plans, results, seals, statuses};
use super::wire;
use crate::access::Access;
use crate::describe::{Bytes, example};
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
const GET: Method = Method::GET;
const PUT: Method = Method::PUT;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;
const ADMIN: Access = Access::Organization(Scope::Admin);
const SEAL: &str = "/api/verdict/runs/{run}/seal";
const STATUSES: &str = "/api/verdict/statuses";
const STATUS: &str = "/api/verdict/statuses/{status}";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::new(PUT, "/api/verdict/plans/{plan}", WRITE, plans::put_plan)
            .summary("Put a plan")
            .notes("Makes it under a UUID of the caller's choice, or replaces it.")
            .path::<Uuid>("plan", "A UUID of the caller's choice, with hyphens.")
            .body::<wire::PutPlan>()
            .sends(example!("native/examples/put-plan.request.json"))
            .answer::<wire::Plan>(200, "The plan as it is stored.")
            .shows(example!("native/examples/put-plan.response.json"))
            .refuses([409]),
        Route::new(
            GET,
            "/api/verdict/results/{result}",
            READ,
            results::show_result,
        )
        .summary("Show a result")
        .notes(
            "With everything that is stored of it: by its integer id or that of one of its steps, by the id of the \
             row that shows it, or by the UUID of its attempt and `run`.",
        )
        .query::<String>("run", "The run of an attempt, by any form of its id.")
        .answer::<wire::ShownResult>(200, "The result, or the row that has none yet.")
        .shows(example!("native/examples/show-result.response.json"))
        .refuses([400]),
        Route::new(
            GET,
            "/api/verdict/results/{result}/attachments",
            READ,
            attachments::list_attachments,
        )
        .summary("List attachments of a result")
        .notes("Those of the row that the result belongs to, oldest first.")
        .query::<String>("run", "The run of an attempt, by any form of its id.")
        .answer::<wire::Attachments>(200, "The attachments.")
        .shows(example!("native/examples/list-attachments.response.json"))
        .refuses([400]),
        Route::new(
            GET,
            "/api/verdict/attachments/{attachment}",
            READ,
            attachments::download,
        )
        .summary("Download an attachment")
        .answer_as::<Bytes>(200, "*/*", "The file, as a download."),
        Route::new(GET, "/api/verdict/hooks/{hook}", READ, hooks::show_hook)
            .summary("Show a hook")
            .notes("With everything that is stored of it, by its UUID and `run`.")
            .needs::<String>("run", "The run of the hook, by any form of its id.", "TR-1")
            .answer::<wire::ShownHook>(200, "The hook.")
            .refuses([400]),
        Route::new(GET, "/api/verdict/runs/{run}/logs", READ, logs::list_logs)
            .summary("List the logs of a run")
            .notes("In the order they arrived.")
            .query::<wire::After>("after", "`next` of the page before.")
            .answer::<wire::Logs>(200, "A page of lines.")
            .refuses([400]),
        Route::new(PUT, SEAL, WRITE, seals::put_seal)
            .summary("Seal a run")
            .notes(
                "Says what the run will get, and answers what it has got. A run that is short of that, or gets it \
                 late, never reads as passed. Another seal takes the place of the one before.",
            )
            .body::<wire::PutSeal>()
            .sends(example!("native/examples/put-seal.request.json"))
            .answer::<wire::Receipt>(200, "The receipt.")
            .shows(example!("native/examples/put-seal.response.json")),
        Route::new(GET, SEAL, READ, seals::show_seal)
            .summary("Show the seal of a run")
            .notes("Not found for a run that is not sealed.")
            .answer::<wire::Receipt>(200, "The receipt as of now.")
            .shows(example!("native/examples/put-seal.response.json")),
        Route::new(
            GET,
            "/api/verdict/runs/{run}/seal/lines",
            READ,
            seals::show_lines,
        )
        .summary("Show the lines of a sealed run")
        .notes("What `sha256` of the receipt is made of: case, configuration, status and result id of each row.")
        .answer_as::<String>(200, "text/plain; charset=utf-8", "The lines, sorted."),
        Route::new(GET, STATUSES, READ, statuses::list_statuses)
            .summary("List statuses of the organization's own")
            .notes("Retired ones too, so that every `custom_status` of a result is there.")
            .answer::<wire::Statuses>(200, "The statuses, by number.")
            .shows(example!("native/examples/list-statuses.response.json")),
        Route::new(POST, STATUSES, ADMIN, statuses::create_status)
            .summary("Create a status of the organization's own")
            .body::<wire::CreateStatus>()
            .sends(example!("native/examples/create-status.request.json"))
            .answer::<wire::CustomStatus>(201, "The status.")
            .shows(example!("native/examples/create-status.response.json"))
            .refuses([409]),
        Route::new(PATCH, STATUS, ADMIN, statuses::change_status)
            .summary("Change a status of the organization's own")
            .notes("What is left out stays; what it counts as always does.")
            .body::<wire::ChangeStatus>()
            .sends(example!("native/examples/change-status.request.json"))
            .answer::<wire::CustomStatus>(200, "The status.")
            .shows(example!("native/examples/change-status.response.json"))
            .refuses([409]),
        Route::new(DELETE, STATUS, ADMIN, statuses::retire_status)
            .summary("Retire a status of the organization's own")
            .notes("It may not be given any more; results that have it keep it.")
            .empty(204, "It is retired."),
    ]
}
