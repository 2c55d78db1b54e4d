//! Private routes of the vendor that its own clients cannot do without: they look a project's integer id up
//! after each write, and fill forms. A key comes in `API-TOKEN`.

use actix_web::HttpResponse;
use domain::custom_field::FieldSubject;

use super::super::{translate, wire};
use super::{page, project};
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
