//! What belongs to the organization: projects, configurations, custom fields.

use super::super::handlers::{configurations, custom_fields, projects};
use super::super::wire::{self, Good};
use super::{DELETE, GET, PATCH, POST, READ, WRITE, WRITE_ORGANIZATION, paged};
use crate::describe::example;
use crate::route::Route;

const PROJECTS: &str = "/api/v2/projects";
const PROJECT: &str = "/api/v2/projects/{project}";
const CONFIGURATIONS: &str = "/api/v2/configurations";
const CONFIGURATION: &str = "/api/v2/configurations/{configuration}";
const FIELDS: &str = "/api/v2/custom-fields";
const FIELD: &str = "/api/v2/custom-fields/{field}";

pub(super) fn routes() -> Vec<Route> {
    let mut routes = of_projects();
    routes.extend(of_configurations());
    routes.extend(of_fields());
    routes
}

fn of_projects() -> Vec<Route> {
    vec![
        paged(Route::new(GET, PROJECTS, READ, projects::list).summary("List projects"))
            .notes("Newest first.")
            .answer::<Good<wire::Projects>>(200, "A page of projects."),
        Route::new(POST, PROJECTS, WRITE_ORGANIZATION, projects::create)
            .summary("Create a project")
            .body::<wire::CreateProject>()
            .sends(example!(
                "browserstack/examples/create-project.request.json"
            ))
            .answer::<Good<wire::ProjectBody>>(200, "The project."),
        Route::new(GET, PROJECT, READ, projects::show)
            .summary("Show a project")
            .answer::<Good<wire::ProjectBody>>(200, "The project."),
        Route::new(PATCH, PROJECT, WRITE, projects::change)
            .summary("Change a project")
            .notes("What is left out stays.")
            .body::<wire::WriteProject>()
            .sends(example!(
                "browserstack/examples/change-project.request.json"
            ))
            .answer::<Good<wire::ProjectBody>>(200, "The project."),
        Route::new(DELETE, PROJECT, WRITE_ORGANIZATION, projects::delete)
            .summary("Delete a project")
            .notes("With all that is in it.")
            .answer::<Good<wire::Deleted>>(200, "The project is gone."),
    ]
}

fn of_configurations() -> Vec<Route> {
    vec![
        paged(
            Route::new(GET, CONFIGURATIONS, READ, configurations::list)
                .summary("List configurations"),
        )
        .notes("Newest first.")
        .answer::<Good<wire::Configurations>>(200, "A page of configurations."),
        Route::new(
            POST,
            CONFIGURATIONS,
            WRITE_ORGANIZATION,
            configurations::create,
        )
        .summary("Create a configuration")
        .notes("The same name and environment are the same configuration.")
        .body::<wire::NewConfiguration>()
        .sends(example!(
            "browserstack/examples/create-configuration.request.json"
        ))
        .answer::<Good<wire::ConfigurationMade>>(200, "The configuration."),
        Route::new(GET, CONFIGURATION, READ, configurations::show)
            .summary("Show a configuration")
            .answer::<Good<wire::ConfigurationBody>>(200, "The configuration."),
    ]
}

fn of_fields() -> Vec<Route> {
    vec![
        paged(Route::new(GET, FIELDS, READ, custom_fields::list).summary("List custom fields"))
            .notes("Newest first.")
            .answer::<Good<wire::Fields>>(200, "A page of custom fields."),
        Route::new(POST, FIELDS, WRITE_ORGANIZATION, custom_fields::create)
            .summary("Define a custom field")
            .notes("A field for which no project is named is every project's.")
            .body::<wire::Whole<wire::FieldBody>>()
            .sends(example!("browserstack/examples/create-custom-field.request.json"))
            .answer::<Good<wire::FieldAnswer<'_>>>(200, "The custom field.")
            .refuses([409]),
        Route::new(GET, FIELD, READ, custom_fields::show)
            .summary("Show a custom field")
            .answer::<Good<wire::FieldAnswer<'_>>>(200, "The custom field."),
        Route::new(PATCH, FIELD, WRITE_ORGANIZATION, custom_fields::change)
            .summary("Change a custom field")
            .notes(
                "What is left out stays, and so do type and entity. `options` and `assigned_projects` replace the \
                 whole list.",
            )
            .body::<wire::FieldBody>()
            .sends(example!("browserstack/examples/change-custom-field.request.json"))
            .answer::<Good<wire::FieldAnswer<'_>>>(200, "The custom field.")
            .refuses([409]),
        Route::new(DELETE, FIELD, WRITE_ORGANIZATION, custom_fields::delete)
            .summary("Delete a custom field")
            .notes("Values under its name stay.")
            .answer::<Good<wire::Nothing>>(200, "The custom field is gone."),
    ]
}
