//! Projects.

use actix_web::HttpResponse;

use store::locate::ProjectOrder;

use super::super::{translate, wire};
use super::asked_page;
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /api/v1/projects`, newest first: all of them, or a page if one is asked for.
pub(crate) async fn list_projects(call: Call) -> Result<HttpResponse, Failure> {
    let page = asked_page(&call);
    let store = &call.app.store;
    let projects = store
        .list_projects(
            &call.who,
            ProjectOrder::NewestFirst,
            page.unwrap_or(translate::ALL),
        )
        .await?;
    call::ok(&wire::List {
        data: projects
            .entries
            .iter()
            .map(|it| translate::project(it))
            .collect(),
        pagination: page.map(|page| translate::pagination(page, projects.total)),
    })
}

/// `POST /api/v1/projects`: the vendor's pages make projects, and here there are none.
pub(crate) async fn create_project(mut call: Call) -> Result<HttpResponse, Failure> {
    let new = translate::new_project(call.json().await?)?;
    let project = call.app.store.create_project(&call.who, new).await?;
    let data = translate::project(&project);
    Ok(call::json(201, &wire::Data { data }))
}
