//! Folders and test cases of a project.

use super::super::handlers::{cases, folders, many_cases};
use super::{DELETE, GET, PATCH, POST, READ, WRITE};
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
    vec![
        Route::new(GET, FOLDERS, READ, folders::list),
        Route::new(POST, FOLDERS, WRITE, folders::create),
        Route::new(GET, FOLDER, READ, folders::show),
        Route::new(PATCH, FOLDER, WRITE, folders::change),
        Route::new(DELETE, FOLDER, WRITE, folders::delete),
        Route::new(GET, SUB_FOLDERS, READ, folders::list_sub_folders),
        Route::new(POST, MOVE_FOLDER, WRITE, folders::relocate),
        Route::new(POST, CASES_OF_FOLDER, WRITE, cases::create),
        Route::new(GET, CASES, READ, cases::list),
        Route::new(PATCH, CASES, WRITE, many_cases::change),
        Route::new(DELETE, CASES, WRITE, many_cases::delete),
        Route::new(GET, CASE, READ, cases::show),
        Route::new(PATCH, CASE, WRITE, cases::change),
        Route::new(DELETE, CASE, WRITE, cases::delete),
        Route::new(POST, MOVE_CASE, WRITE, cases::relocate),
    ]
}
