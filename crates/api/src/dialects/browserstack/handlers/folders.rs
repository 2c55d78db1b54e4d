//! Folders of a project.

use actix_web::HttpResponse;
use store::Located;
use store::catalogue::Folder;
use store::locate::Project;

use super::super::{translate, wire};
use super::{links, project};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// The folder that the path names.
pub(super) async fn folder(call: &Call, project: &Located<Project>) -> Result<Folder, Failure> {
    let missing = || Failure::NotFound(Noun::Folder);
    let number = translate::positive(call.path("folder")).ok_or_else(missing)?;
    let found = call.app.store.find_folder(project, number).await?;
    found.ok_or_else(missing)
}

/// `GET …/folders/{folder}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let folder = folder(&call, &project).await?;
    let folder = translate::folder(links(&call), project.number, folder);
    call::ok(&wire::Good::of(wire::FolderBody { folder }))
}

/// `POST …/folders`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let (parent, name, description) = translate::new_folder(call.json().await?)?;
    let store = &call.app.store;
    let made = store
        .create_folder(&project, parent, name, description)
        .await?;
    let made = made.ok_or_else(|| Failure::Invalid("Invalid parent_id".to_owned()))?;
    let folder = translate::folder(links(&call), project.number, made);
    call::ok(&wire::Good::of(wire::FolderBody { folder }))
}
