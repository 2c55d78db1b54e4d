//! Lists projects and their builds.

use actix_web::HttpResponse;
use domain::spelling::{self, Kind};
use store::Located;
use store::locate::{Project, ProjectOrder};
use time::OffsetDateTime;

use super::super::translate;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /ext/v1/projects`: newest first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let page = translate::projects_page(|name| call.query(name))?;
    let store = &call.app.store;
    let found = store
        .list_projects(&call.who, ProjectOrder::NewestFirst, page)
        .await?;
    let creators = store.creators_of_projects(&found.entries).await?;
    let root = super::root(&call);
    call::ok(&translate::projects(
        &found.entries,
        &creators,
        found.total,
        page,
        &root,
    ))
}

/// `GET /ext/v1/projects/:project/builds`: newest first.
pub(crate) async fn builds(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let now = OffsetDateTime::now_utc();
    let next_page = call.query("next_page");
    let before = translate::builds_before(next_page.as_deref(), project.number.get())?;
    let filter = translate::search(|name| call.query(name), before, now)?;
    let store = &call.app.store;
    // One more than a page tells whether there is a next one.
    let runs = match filter {
        Some(filter) => {
            let take = translate::PER_PAGE + 1;
            let found = store.find_builds(&call.who, Some(&project), filter, take);
            found.await?
        }
        None => Vec::new(),
    };
    let known = store.builds_of(&runs).await?;
    let root = super::root(&call);
    call::ok(&translate::builds(&project, &runs, &known, &root, now))
}

/// The project that the path names, in any form of its id.
async fn project(call: &Call) -> Result<Located<Project>, Failure> {
    let missing = || Failure::NotFound(Noun::Project);
    let reference = spelling::parse(Kind::Project, call.path("project")).ok_or_else(missing)?;
    let found = call.app.store.locate_project(&call.who, reference).await?;
    found.ok_or_else(missing)
}
