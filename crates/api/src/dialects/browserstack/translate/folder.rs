//! Folders.

use domain::number::ProjectNumber;
use domain::patch::Patch;
use domain::text::Text;
use store::catalogue::{Folder, FolderChange};

use super::super::links::{self, Links};
use super::super::wire;
use super::names;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::sent::Sent;

const MOST_NAME_CHARS: usize = 255;

/// Parent, name and description.
pub(crate) fn new_folder(
    body: wire::CreateFolder,
) -> Result<(Option<i32>, Text, Option<Text>), Failure> {
    let wire::CreateFolder {
        folder:
            Object(wire::NewFolder {
                name,
                description,
                parent_id,
            }),
    } = body;
    Ok((
        parent_id.map(names::number),
        fields::required("name", name, MOST_NAME_CHARS)?,
        fields::optional("description", description)?,
    ))
}

/// What a change leaves out stays; an empty description clears it, as with test cases.
pub(crate) fn folder_change(body: wire::WriteFolder) -> Result<FolderChange, Failure> {
    let wire::WriteFolder {
        folder:
            Object(wire::FolderFields {
                name,
                description: Sent(description),
            }),
    } = body;
    let name = name.map(|name| fields::required("name", Some(name), MOST_NAME_CHARS));
    Ok(FolderChange {
        name: name.transpose()?,
        description: names::text("description", description)?,
    })
}

/// Where a folder is moved to; `None` is the top, which must be said: a body that forgot the id moves nothing.
pub(crate) fn destination(body: &wire::MoveFolder) -> Result<Option<i32>, Failure> {
    let wire::MoveFolder {
        parent_id: Sent(parent),
    } = body;
    match parent {
        Patch::Keep => Err(Failure::Malformed("parent_id is required".to_owned())),
        Patch::Clear => Ok(None),
        Patch::Set(folder) => Ok(Some(names::number(*folder))),
    }
}

pub(crate) fn folder(links: Links<'_>, project: ProjectNumber, folder: Folder) -> wire::Folder {
    let Folder {
        number,
        parent,
        name,
        description,
        cases,
        folders,
    } = folder;
    wire::Folder {
        id: number,
        name,
        description,
        parent_id: parent,
        cases_count: cases,
        sub_folders_count: folders,
        links: wire::FolderLinks {
            sub_folders: format!("{}/sub-folders", links::folder_path(project, number)),
        },
        urls: links.folder(project, number),
    }
}
