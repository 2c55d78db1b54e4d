//! Test runs, their rows and their results.

use super::super::handlers::{attachments, results, run_rows, runs};
use super::super::wire::{self, Good};
use super::{DAY, DELETE, GET, PATCH, POST, READ, WORDS, WRITE, paged};
use crate::describe::example;
use crate::route::Route;

const RUNS: &str = "/api/v2/projects/{project}/test-runs";
const RUN: &str = "/api/v2/projects/{project}/test-runs/{run}";
const UPDATE: &str = "/api/v2/projects/{project}/test-runs/{run}/update";
const CLOSE: &str = "/api/v2/projects/{project}/test-runs/{run}/close";
const DELETE_RUN: &str = "/api/v2/projects/{project}/test-runs/{run}/delete";
const ROWS: &str = "/api/v2/projects/{project}/test-runs/{run}/test-cases";
const ASSIGN: &str = "/api/v2/projects/{project}/test-runs/{run}/assign";
const RESULTS: &str = "/api/v2/projects/{project}/test-runs/{run}/results";
const RESULTS_OF_ROWS: &str =
    "/api/v2/projects/{project}/test-runs/{run}/test-cases/{case}/results";
const RESULTS_OF_CASE: &str = "/api/v2/projects/{project}/test-cases/{case}/results";
const ATTACHMENTS: &str = "/api/v2/projects/{project}/test-results/{result}/attachments";
const ATTACHMENT: &str =
    "/api/v2/projects/{project}/test-results/{result}/attachments/{attachment}";

pub(super) fn routes() -> Vec<Route> {
    let groups = [
        of_runs(),
        of_one_run(),
        of_rows(),
        of_results(),
        of_new_results(),
        of_attachments(),
    ];
    groups.into_iter().flatten().collect()
}

fn of_runs() -> Vec<Route> {
    vec![
        paged(Route::new(GET, RUNS, READ, runs::list).summary("List test runs"))
            .notes("Newest first, without closed ones unless they are asked for. Each filter that is there must fit.")
            .query::<wire::RunStates>("run_state", WORDS)
            .query::<wire::Flag>("include_closed", "Whether to list closed ones, too: true or 1.")
            .query::<String>("assignee", "Addresses with commas between.")
            .query::<String>("test_plan_id", "Those that execute this test plan.")
            .query::<wire::Moment>("created_after", DAY)
            .query::<wire::Moment>("created_before", DAY)
            .query::<wire::Moment>("closed_after", DAY)
            .query::<wire::Moment>("closed_before", DAY)
            .answer::<Good<wire::Runs>>(200, "A page of test runs."),
        Route::new(POST, RUNS, WRITE, runs::create)
            .summary("Create a test run")
            .notes(
                "It holds the test cases named, and those in the folders, or everywhere, that the filter lets \
                 through; it is applied once.",
            )
            .body::<wire::CreateRun>()
            .sends(example!("browserstack/examples/create-run.request.json"))
            .answer::<Good<wire::RunBody>>(200, "The test run."),
    ]
}

fn of_one_run() -> Vec<Route> {
    vec![
        Route::new(GET, RUN, READ, runs::show)
            .summary("Show a test run")
            .query::<wire::Flag>("minify", "Whether to leave its test cases and issues out: true or 1.")
            .query::<wire::Flag>("fetch_steps", "Whether to show the steps of its test cases: true or 1.")
            .answer::<Good<wire::RunDetailBody>>(200, "The test run."),
        Route::new(PATCH, UPDATE, WRITE, runs::change)
            .summary("Change a test run")
            .notes("What is left out stays. Test cases join the run, and none goes; none joins a closed one.")
            .body::<wire::WriteRun>()
            .sends(example!("browserstack/examples/change-run.request.json"))
            .answer::<Good<wire::ChangedBody>>(200, "The test run."),
        Route::new(POST, UPDATE, WRITE, runs::replace)
            .summary("Replace a test run")
            .notes(
                "What is left out is reset, but for the name, the test cases, and the state of a closed one. \
                 Test cases join the run, and none goes; none joins a closed one.",
            )
            .body::<wire::WriteRun>()
            .sends(example!("browserstack/examples/replace-run.request.json"))
            .answer::<Good<wire::ChangedBody>>(200, "The test run."),
        Route::new(POST, CLOSE, WRITE, runs::close)
            .summary("Close a test run")
            .notes("It takes no more results. A closed one stays closed.")
            .answer::<Good<wire::ChangedBody>>(200, "The test run."),
        Route::new(POST, DELETE_RUN, WRITE, runs::delete)
            .summary("Delete a test run")
            .notes("Results go with it.")
            .answer::<Good<wire::RunDeleted>>(200, "The test run is gone."),
    ]
}

fn of_rows() -> Vec<Route> {
    vec![
        paged(Route::new(GET, ROWS, READ, run_rows::list).summary("List test cases of a test run"))
            .notes("Each once for each of its configurations, the newest test case first.")
            .query::<String>("identifier", "Those of this test case.")
            .query::<wire::Flag>(
                "minify",
                "Whether to show no more of a row than which it is and how it stands: true or 1.",
            )
            .query::<wire::Flag>("fetch_steps", "Whether to show the steps of the test cases: true or 1.")
            .answer::<Good<wire::Rows>>(200, "A page of test cases."),
        Route::new(PATCH, ROWS, WRITE, run_rows::change)
            .summary("Change which test cases a test run holds")
            .notes("All of it, or nothing. Those to remove go before those to add come. A closed one refuses it.")
            .body::<wire::ChangeRows>()
            .sends(example!("browserstack/examples/change-rows.request.json"))
            .answer::<Good<wire::RowsChanged>>(202, "They have changed."),
        Route::new(POST, ASSIGN, WRITE, run_rows::assign)
            .summary("Assign test cases of a test run")
            .notes(
                "All of them, or none. An `execution_id` names test case and configuration; a test case without a \
                 configuration is assigned under all that it has.",
            )
            .body::<wire::Assign>()
            .sends(example!("browserstack/examples/assign.request.json"))
            .answer::<Good<wire::Nothing>>(200, "They are assigned."),
    ]
}

fn of_results() -> Vec<Route> {
    const STEPS: &str = "Newest first. Steps of a result are entries of their own, just below it, with `step_result`.";
    let list = |route: Route| {
        paged(route)
            .notes(STEPS)
            .answer::<Good<wire::Results<'_>>>(200, "A page of results.")
    };
    vec![
        list(
            Route::new(GET, RESULTS_OF_CASE, READ, results::of_case)
                .summary("List results of a test case"),
        ),
        list(
            Route::new(GET, RESULTS_OF_ROWS, READ, results::of_case_in_run)
                .summary("List results of a test case in a test run"),
        ),
        list(Route::new(GET, RESULTS, READ, results::of_run).summary("List results of a test run")),
    ]
}

fn of_new_results() -> Vec<Route> {
    vec![
        Route::new(POST, RESULTS, WRITE, results::submit)
            .summary("Add results")
            .notes(
                "One, or with `results` many, of at most 300 different test cases; a closed test run takes none. Of \
                 many, the good ones are added: the answer names the others. A status is free text, as organizations \
                 have statuses of their own; one that is not known here is refused. Test cases are not shared between \
                 projects, so that each of `shared_test_case_ids` is one that the test run does not hold.",
            )
            .query::<wire::Flag>(
                "validate_tc",
                "Whether one test case that the test run does not hold refuses all results: true or 1.",
            )
            .body::<wire::Submission>()
            .sends(example!("browserstack/seed/single.request.json"))
            .answer::<wire::Submitted>(200, "The result, or what was not added of many."),
        Route::new(PATCH, RESULTS, WRITE, results::set_status)
            .summary("Add results of one status")
            .notes(
                "One for every configuration of each of at most 300 different test cases, or none at all; a closed \
                 test run takes none. `test_case_ids` and `status` stand at the top or within `test_result`. The \
                 status is free text, as organizations have statuses of their own; one that is not known here is \
                 refused.",
            )
            .body::<wire::SetStatus>()
            .sends(example!("browserstack/examples/set-status.request.json"))
            .answer::<Good<wire::Nothing>>(200, "They are added."),
    ]
}

fn of_attachments() -> Vec<Route> {
    vec![
        paged(
            Route::new(GET, ATTACHMENTS, READ, attachments::list)
                .summary("List attachments of a result"),
        )
        .notes("Those of its test case in its test run, oldest first.")
        .answer::<Good<wire::Attachments>>(200, "A page of attachments."),
        Route::new(POST, ATTACHMENTS, WRITE, attachments::attach)
            .summary("Attach files to a result")
            .notes(
                "PNG, JPG, GIF, WebP, SVG, PDF, TXT, JSON, ZIP, MP4 and WebM, by name and by content. One that is \
                 refused refuses all.",
            )
            .query::<bool>("inline", "Says nothing: no text refers to attachments here.")
            .body_as::<wire::Files>("multipart/form-data")
            .sends(example!("browserstack/examples/attach.request.json"))
            .answer::<Good<wire::Attached>>(200, "The attachments, in the form's order."),
        Route::new(DELETE, ATTACHMENT, WRITE, attachments::delete)
            .summary("Delete an attachment of a result")
            .answer::<Good<wire::Nothing>>(200, "The attachment is gone."),
    ]
}
