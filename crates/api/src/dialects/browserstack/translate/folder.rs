//! Folders.

use domain::number::ProjectNumber;
use domain::text::Text;
use store::catalogue::Folder;

use super::super::links::{self, Links};
use super::super::wire;
use super::names;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;

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
        fields::required("name", name, 255)?,
        fields::optional("description", description)?,
    ))
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
