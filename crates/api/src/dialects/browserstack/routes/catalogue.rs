//! Folders and test cases of a project.

use super::super::handlers::{cases, folders, many_cases};
use super::super::wire::{self, Good};
use super::{DAY, DELETE, GET, PATCH, POST, READ, WORDS, WRITE, paged};
use crate::describe::example;
use crate::route::Route;

const FOLDERS: &str = "/api/v2/projects/{project}/folders";
const FOLDER: &str = "/api/v2/projects/{project}/folders/{folder}";
const SUB_FOLDERS: &str = "/api/v2/projects/{project}/folders/{folder}/sub-folders";
const MOVE_FOLDER: &str = "/api/v2/projects/{project}/folders/{folder}/move";
const CASES_OF_FOLDER: &str = "/api/v2/projects/{project}/folders/{folder}/test-cases";
const CASES: &str = "/api/v2/projects/{project}/test-cases";
const CASE: &str = "/api/v2/projects/{project}/test-cases/{case}";
const MOVE_CASE: &str = "/api/v2/projects/{project}/test-cases/{case}/move";

pub(super) fn routes() -> Vec<Route> {
    let mut routes = of_folders();
    routes.extend(of_cases());
    routes.extend(of_many_cases());
    routes
}

fn of_folders() -> Vec<Route> {
    vec![
        paged(Route::new(GET, FOLDERS, READ, folders::list).summary("List folders"))
            .notes("Those at the top, newest first.")
            .answer::<Good<wire::Folders>>(200, "A page of folders."),
        Route::new(POST, FOLDERS, WRITE, folders::create)
            .summary("Create a folder")
            .body::<wire::CreateFolder>()
            .sends(example!("browserstack/examples/create-folder.request.json"))
            .answer::<Good<wire::FolderBody>>(200, "The folder."),
        Route::new(GET, FOLDER, READ, folders::show)
            .summary("Show a folder")
            .answer::<Good<wire::FolderBody>>(200, "The folder."),
        Route::new(PATCH, FOLDER, WRITE, folders::change)
            .summary("Change a folder")
            .notes("What is left out stays.")
            .body::<wire::WriteFolder>()
            .sends(example!("browserstack/examples/change-folder.request.json"))
            .answer::<Good<wire::FolderBody>>(200, "The folder."),
        Route::new(DELETE, FOLDER, WRITE, folders::delete)
            .summary("Delete a folder")
            .notes("With the folders and test cases in it. Results of these stay in their runs.")
            .answer::<Good<wire::Nothing>>(200, "The folder is gone."),
        paged(
            Route::new(GET, SUB_FOLDERS, READ, folders::list_sub_folders)
                .summary("List the folders in a folder"),
        )
        .notes("Those directly in it, newest first.")
        .answer::<Good<wire::Folders>>(200, "A page of folders."),
        Route::new(POST, MOVE_FOLDER, WRITE, folders::relocate)
            .summary("Move a folder")
            .notes("With all that is in it; `parent_id` null is the top.")
            .body::<wire::MoveFolder>()
            .sends(example!("browserstack/examples/move-folder.request.json"))
            .answer::<Good<wire::FolderBody>>(200, "The folder."),
    ]
}

fn of_cases() -> Vec<Route> {
    vec![
        Route::new(POST, CASES_OF_FOLDER, WRITE, cases::create)
            .summary("Create a test case")
            .body::<wire::CreateCase>()
            .sends(example!("browserstack/examples/create-case.request.json"))
            .answer::<Good<wire::CaseBody<'_>>>(200, "The test case."),
        Route::new(GET, CASE, READ, cases::show)
            .summary("Show a test case")
            .answer::<Good<wire::CaseBody<'_>>>(200, "The test case."),
        Route::new(PATCH, CASE, WRITE, cases::change)
            .summary("Change a test case")
            .notes("What is left out stays.")
            .body::<wire::WriteCase>()
            .sends(example!("browserstack/examples/change-case.request.json"))
            .answer::<Good<wire::CaseBody<'_>>>(200, "The test case."),
        Route::new(DELETE, CASE, WRITE, cases::delete)
            .summary("Delete a test case")
            .notes("Results of it stay in their runs.")
            .answer::<Good<wire::Nothing>>(200, "The test case is gone."),
        Route::new(POST, MOVE_CASE, WRITE, cases::relocate)
            .summary("Move a test case")
            .body::<wire::MoveCase>()
            .sends(example!("browserstack/examples/move-case.request.json"))
            .answer::<Good<wire::CaseBody<'_>>>(200, "The test case."),
    ]
}

fn of_many_cases() -> Vec<Route> {
    vec![
        paged(Route::new(GET, CASES, READ, cases::list).summary("List test cases"))
            .notes("Newest first. Each filter that is there must fit.")
            .query::<String>("id", "Ids with commas between, as TC-7 or 7.")
            .query::<String>("folder_id", "Those directly in this folder.")
            .query::<String>("priority", WORDS)
            .query::<String>("case_type", WORDS)
            .query::<String>("status", WORDS)
            .query::<String>("owner", "Addresses with commas between.")
            .query::<String>("tags", "Any of these, with commas between.")
            .query::<String>("issue_ids", "Any of these, with commas between.")
            .query::<String>(
                "issue_type",
                "The tracker of an issue: of one of `issue_ids`, if there are any.",
            )
            .query::<wire::Flag>(
                "archived",
                "Whether to list the archived ones: nothing is archived here.",
            )
            .query::<wire::Flag>(
                "minify",
                "Says nothing: no document says what it leaves out.",
            )
            .query::<wire::Moment>("created_after", DAY)
            .query::<wire::Moment>("created_before", DAY)
            .query::<wire::Moment>("updated_after", DAY)
            .query::<wire::Moment>("updated_before", DAY)
            .answer::<Good<wire::Cases>>(200, "A page of test cases."),
        Route::new(PATCH, CASES, WRITE, many_cases::change)
            .summary("Change many test cases")
            .notes("All of them, or none. Names and steps are each test case's own.")
            .body::<wire::WriteCases>()
            .sends(example!("browserstack/examples/change-cases.request.json"))
            .answer::<Good<wire::Nothing>>(200, "They have changed."),
        Route::new(DELETE, CASES, WRITE, many_cases::delete)
            .summary("Delete many test cases")
            .notes("All of them, or none.")
            .body::<wire::DeleteCases>()
            .sends(example!("browserstack/examples/delete-cases.request.json"))
            .answer::<Good<wire::Nothing>>(200, "They are gone."),
    ]
}
