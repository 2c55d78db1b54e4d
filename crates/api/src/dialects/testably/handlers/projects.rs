//! Projects.

use actix_web::HttpResponse;
use store::Located;
use store::catalogue::ProjectCounts;
use store::locate::{Project, ProjectOrder};

use super::super::{translate, wire};
use super::{page, project};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

async fn counts(call: &Call, project: &Located<Project>) -> Result<ProjectCounts, Failure> {
    let counts = call.app.store.project_counts(&[project]).await?;
    let counts = counts.into_iter().next();
    counts.ok_or(Failure::NotFound(Noun::Project))
}

/// `GET /v1/projects`: most recently updated first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let page = page(&call);
    let (store, order) = (&call.app.store, ProjectOrder::LatestChangeFirst);
    let found = store.list_projects(&call.who, order, page.range()).await?;
    let projects: Vec<&Located<Project>> = found.entries.iter().collect();
    let counts = store.project_counts(&projects).await?;
    let projects = projects.into_iter().zip(counts);
    let data = projects.map(|(project, counts)| translate::project(project, counts));
    call::ok(&translate::list(page, found.total, data))
}

/// `GET /v1/projects/:id`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let data = translate::project_detail(&project, counts(&call, &project).await?);
    call::ok(&wire::Data { data })
}

/// `POST /v1/projects`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let new = translate::new_project(call.json().await?)?;
    let made = call.app.store.create_project(&call.who, new).await?;
    let data = translate::project_detail(&made, counts(&call, &made).await?);
    Ok(call::json(201, &wire::Data { data }))
}

/// `PATCH /v1/projects/:id`
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let change = translate::change_project(call.json().await?)?;
    let store = &call.app.store;
    let changed = store.change_project(&call.who, &project, change).await?;
    let data = translate::project_detail(&changed, counts(&call, &changed).await?);
    call::ok(&wire::Data { data })
}

/// `DELETE /v1/projects/:id`: with all that is in it.
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    call.app.store.delete_project(&project).await?;
    call::ok(&wire::Deleted {
        message: "Project deleted successfully",
    })
}
