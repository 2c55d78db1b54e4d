//! Folders (documents, "Folders").

use serde::{Deserialize, Serialize};

use super::Urls;
use crate::body::Object;

/// `POST …/folders`
#[derive(Debug, Deserialize)]
pub(crate) struct CreateFolder {
    pub(crate) folder: Object<NewFolder>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct NewFolder {
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) parent_id: Option<i64>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Folder {
    pub(crate) id: i32,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) parent_id: Option<i32>,
    /// Cases directly in it.
    pub(crate) cases_count: i32,
    pub(crate) sub_folders_count: i32,
    pub(crate) links: FolderLinks,
    pub(crate) urls: Urls,
}

#[derive(Debug, Serialize)]
pub(crate) struct FolderLinks {
    pub(crate) sub_folders: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct FolderBody {
    pub(crate) folder: Folder,
}
