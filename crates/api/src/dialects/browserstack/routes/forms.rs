//! The vendor's private routes that its clients use.

use super::super::handlers::forms;
use super::{GET, POST, READ, WRITE};
use crate::route::Route;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(GET, "/api/v1/projects", READ, forms::projects),
        Route::new(
            GET,
            "/api/v1/projects/{project}/form-fields-v2",
            READ,
            forms::fields,
        ),
        Route::new(
            GET,
            "/api/v1/admin-v2/settings/templates",
            READ,
            forms::templates,
        ),
        Route::new(
            GET,
            "/api/v1/projects/{project}/test-cases/search",
            READ,
            forms::search_cases,
        ),
        Route::new(
            POST,
            "/api/v1/projects/{project}/test-cases",
            WRITE,
            forms::create_case,
        ),
    ]
}
