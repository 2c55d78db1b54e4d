//! Projects.

use actix_web::HttpResponse;
use store::locate::ProjectOrder;

use super::super::{translate, wire};
use super::{links, page, project};
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /api/v2/projects`: newest first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let page = page(&call)?;
    let store = &call.app.store;
    let found = store
        .list_projects(&call.who, ProjectOrder::NewestFirst, page.range())
        .await?;
    let projects = found.entries.iter();
    call::ok(&wire::Good::of(wire::Projects {
        projects: projects
            .map(|it| translate::project(links(&call), it))
            .collect(),
        info: translate::info(page, found.total),
    }))
}

/// `GET /api/v2/projects/{project}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let project = translate::project(links(&call), &project);
    call::ok(&wire::Good::of(wire::ProjectBody { project }))
}

/// `POST /api/v2/projects`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let new = translate::new_project(call.json().await?)?;
    let made = call.app.store.create_project(&call.who, new).await?;
    let project = translate::project(links(&call), &made);
    call::ok(&wire::Good::of(wire::ProjectBody { project }))
}

/// `PATCH /api/v2/projects/{project}`: what is left out stays.
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let change = translate::project_change(call.json().await?)?;
    let store = &call.app.store;
    let changed = store.change_project(&call.who, &project, change).await?;
    let project = translate::project(links(&call), &changed);
    call::ok(&wire::Good::of(wire::ProjectBody { project }))
}

/// `DELETE /api/v2/projects/{project}`: with all that is in it. The organization has one project less, which is
/// not for a key that sees only this one.
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    call.app.store.delete_project(&project).await?;
    call::ok(&wire::Good::of(wire::Deleted {
        message: "Project deleted successfully",
    }))
}
