//! The vendor's private routes that its clients use.

use super::super::handlers::{forms, imports};
use super::super::wire::{self, Good};
use super::{GET, POST, READ, WRITE, paged};
use crate::describe::example;
use crate::route::Route;

const PROJECTS: &str = "/api/v1/projects";
const FORM_FIELDS: &str = "/api/v1/projects/{project}/form-fields-v2";
const TEMPLATES: &str = "/api/v1/admin-v2/settings/templates";
const SEARCH: &str = "/api/v1/projects/{project}/test-cases/search";
const CASES: &str = "/api/v1/projects/{project}/test-cases";
const IMPORT: &str = "/api/v1/import/results/xml/junit";

pub(super) fn routes() -> Vec<Route> {
    vec![
        paged(Route::new(GET, PROJECTS, READ, forms::projects).summary("Look projects up"))
            .notes("By identifier or a part of the name.")
            .query::<String>("q", "The identifier, or a part of the name.")
            .answer::<Good<wire::FoundProjects>>(200, "A page of projects."),
        Route::new(GET, FORM_FIELDS, READ, forms::fields)
            .summary("Show what a test case can be made of")
            .answer::<Good<wire::FormFields>>(200, "Custom fields, and the words of others."),
        Route::new(GET, TEMPLATES, READ, forms::templates)
            .summary("List templates")
            .answer::<Good<wire::Templates>>(200, "The system's templates."),
        paged(Route::new(GET, SEARCH, READ, forms::search_cases).summary("Look test cases up"))
            .notes("By id or a part of the title.")
            .query::<String>("q[query]", "The id, or a part of the title.")
            .answer::<Good<wire::FoundCases>>(200, "A page of test cases."),
        Route::new(POST, CASES, WRITE, forms::create_case)
            .summary("Create a test case with a template")
            .notes("In `custom_fields` a key is a field's id, and a value of its options is an option's id.")
            .body::<wire::FormCase>()
            .sends(example!("browserstack/examples/create-case-with-template.request.json"))
            .answer::<Good<wire::FormCaseBody>>(200, "The test case."),
        Route::new(POST, IMPORT, WRITE, imports::junit)
            .summary("Import JUnit reports")
            .notes(
                "A new test run of what the reports say, in the project of this name, which is made if it is missing. \
                 A test names its test case by the property `id`, or as `[[PROPERTY|id=TC-7]]` in its output; others \
                 are found again by class and name. Test cases that the project does not have are named in the answer.",
            )
            .body_as::<wire::Import>("multipart/form-data")
            .sends(example!("browserstack/examples/import.request.json"))
            .answer::<Good<wire::Imported>>(200, "The test run, and what was not recorded."),
    ]
}
