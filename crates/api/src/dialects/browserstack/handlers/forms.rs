//! Private routes of the vendor that its own clients cannot do without: they look a project's integer id up
//! after each write, and fill forms. A key comes in `API-TOKEN`.

use actix_web::HttpResponse;
use domain::custom_field::FieldSubject;

use super::super::{translate, wire};
use super::{links, page, project};
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /api/v1/projects?q=`: by identifier or part of the name.
pub(crate) async fn projects(call: Call) -> Result<HttpResponse, Failure> {
    let page = page(&call)?;
    let (number, text) = translate::search("q", call.query("q"))?;
    let store = &call.app.store;
    let found = store
        .search_projects(&call.who, number, text, page.range())
        .await?;
    let projects = found.entries.iter();
    call::ok(&wire::Good::of(wire::FoundProjects {
        projects: projects.map(|it| translate::found_project(it)).collect(),
        info: translate::info(page, found.total),
    }))
}

/// `GET /api/v1/projects/{project}/form-fields-v2`: what a test case can be made of.
pub(crate) async fn fields(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let store = &call.app.store;
    let custom = store.fields_in(&project, FieldSubject::Case).await?;
    let form = translate::form_fields(project.number, custom);
    call::ok(&wire::Good::of(form))
}

/// `GET /api/v1/admin-v2/settings/templates`
pub(crate) async fn templates(_: Call) -> Result<HttpResponse, Failure> {
    let templates = translate::templates();
    call::ok(&wire::Good::of(wire::Templates { templates }))
}

/// `GET /api/v1/projects/{project}/test-cases/search?q[query]=`: by id or part of the title.
pub(crate) async fn search_cases(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let page = page(&call)?;
    let filter = translate::case_search(call.query("q[query]"))?;
    let store = &call.app.store;
    let found = store.list_cases(&project, filter, page.range()).await?;
    let cases = found.entries.iter();
    call::ok(&wire::Good::of(wire::FoundCases {
        test_cases: cases
            .map(|it| translate::found_case(project.number, it))
            .collect(),
        info: translate::info(page, found.total),
    }))
}

/// `POST /api/v1/projects/{project}/test-cases`: with a template by its id.
pub(crate) async fn create_case(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let body = call.json().await?;
    let store = &call.app.store;
    let custom = store.fields_in(&project, FieldSubject::Case).await?;
    let new = translate::form_case(custom, body)?;
    let made = store.create_case(&call.who, &project, new).await?;
    let made = made.ok_or_else(|| Failure::Invalid("Invalid folder_id".to_owned()))?;
    let made = translate::made_case(links(&call), project.number, made);
    call::ok(&wire::Good::of(made))
}
