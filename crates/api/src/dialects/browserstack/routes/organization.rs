//! What belongs to the organization: projects, configurations, custom fields.

use super::super::handlers::{configurations, custom_fields, projects};
use super::{DELETE, GET, PATCH, POST, READ, WRITE, WRITE_ORGANIZATION};
use crate::route::Route;

const PROJECT: &str = "/api/v2/projects/{project}";
const FIELD: &str = "/api/v2/custom-fields/{field}";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::new(GET, "/api/v2/projects", READ, projects::list),
        Route::new(
            POST,
            "/api/v2/projects",
            WRITE_ORGANIZATION,
            projects::create,
        ),
        Route::new(GET, PROJECT, READ, projects::show),
        Route::new(PATCH, PROJECT, WRITE, projects::change),
        Route::new(DELETE, PROJECT, WRITE_ORGANIZATION, projects::delete),
        Route::new(GET, "/api/v2/configurations", READ, configurations::list),
        Route::new(
            POST,
            "/api/v2/configurations",
            WRITE_ORGANIZATION,
            configurations::create,
        ),
        Route::new(
            GET,
            "/api/v2/configurations/{configuration}",
            READ,
            configurations::show,
        ),
        Route::new(GET, "/api/v2/custom-fields", READ, custom_fields::list),
        Route::new(
            POST,
            "/api/v2/custom-fields",
            WRITE_ORGANIZATION,
            custom_fields::create,
        ),
        Route::new(GET, FIELD, READ, custom_fields::show),
        Route::new(PATCH, FIELD, WRITE_ORGANIZATION, custom_fields::change),
        Route::new(DELETE, FIELD, WRITE_ORGANIZATION, custom_fields::delete),
    ]
}
