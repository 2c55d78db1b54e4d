//! Folders and test cases of a project.

use super::super::handlers::{cases, folders};
use super::{GET, POST, READ, WRITE};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(
            POST,
            "/api/v2/projects/{project}/folders",
            WRITE,
            folders::create,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/folders/{folder}",
            READ,
            folders::show,
        ),
        Route::new(
            POST,
            "/api/v2/projects/{project}/folders/{folder}/test-cases",
            WRITE,
            cases::create,
        ),
        Route::new(
            GET,
            "/api/v2/projects/{project}/test-cases/{case}",
            READ,
            cases::show,
        ),
    ]
}
