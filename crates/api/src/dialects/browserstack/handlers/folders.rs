//! Folders of a project.

use actix_web::HttpResponse;
use domain::spelling;
use store::Located;
use store::catalogue::{Folder, MoveOutcome};
use store::locate::Project;

use super::super::{translate, wire};
use super::{links, page, project};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

const MISSING: Failure = Failure::NotFound(Noun::Folder);

/// The folder that the path names.
pub(super) async fn folder(call: &Call, project: &Located<Project>) -> Result<Folder, Failure> {
    let number = spelling::positive(call.path("folder")).ok_or(MISSING)?;
    let found = call.app.store.find_folder(project, number).await?;
    found.ok_or(MISSING)
}

/// `GET …/folders`: those at the top, newest first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    list_in(&call, &project, None).await
}

/// `GET …/folders/{folder}/sub-folders`: those directly in it, newest first.
pub(crate) async fn list_sub_folders(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let parent = folder(&call, &project).await?;
    list_in(&call, &project, Some(parent.number)).await
}

async fn list_in(
    call: &Call,
    project: &Located<Project>,
    parent: Option<i32>,
) -> Result<HttpResponse, Failure> {
    let page = page(call)?;
    let store = &call.app.store;
    let found = store.list_folders(project, parent, page.range()).await?;
    let folders = found.entries.into_iter();
    call::ok(&wire::Good::of(wire::Folders {
        folders: folders
            .map(|it| translate::folder(links(call), project.number, it))
            .collect(),
        info: translate::info(page, found.total),
    }))
}

/// `GET …/folders/{folder}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let folder = folder(&call, &project).await?;
    answer(&call, &project, folder)
}

/// `POST …/folders`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let (parent, name, description) = translate::new_folder(call.json().await?)?;
    let store = &call.app.store;
    let made = store
        .create_folder(&project, parent, name, description)
        .await?;
    answer(&call, &project, made.ok_or_else(no_such_parent)?)
}

/// `PATCH …/folders/{folder}`: what is left out stays.
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let folder = folder(&call, &project).await?;
    let change = translate::folder_change(call.json().await?)?;
    let store = &call.app.store;
    let changed = store.change_folder(&project, folder.number, change).await?;
    answer(&call, &project, changed.ok_or(MISSING)?)
}

/// `POST …/folders/{folder}/move`: with all that is in it.
pub(crate) async fn relocate(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let folder = folder(&call, &project).await?;
    let parent = translate::destination(&call.json().await?)?;
    let store = &call.app.store;
    match store.move_folder(&project, folder.number, parent).await? {
        MoveOutcome::Moved(folder) => answer(&call, &project, folder),
        MoveOutcome::NoSuchFolder => Err(MISSING),
        MoveOutcome::NoSuchParent => Err(no_such_parent()),
        MoveOutcome::IntoItself => {
            let problem = "A folder cannot be moved into itself or a folder in it";
            Err(Failure::Invalid(problem.to_owned()))
        }
    }
}

/// `DELETE …/folders/{folder}`: with the folders and cases in it.
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let folder = folder(&call, &project).await?;
    let store = &call.app.store;
    if store.delete_folder(&project, folder.number).await? {
        call::ok(&wire::Good::of(wire::Nothing {}))
    } else {
        Err(MISSING)
    }
}

fn no_such_parent() -> Failure {
    Failure::Invalid("Invalid parent_id".to_owned())
}

fn answer(
    call: &Call,
    project: &Located<Project>,
    folder: Folder,
) -> Result<HttpResponse, Failure> {
    let folder = translate::folder(links(call), project.number, folder);
    call::ok(&wire::Good::of(wire::FolderBody { folder }))
}
