//! Folders (documents, "Folders").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Info, Urls};
use crate::body::Object;
use crate::describe::NOT_BLANK;
use crate::integer::Integer;
use crate::sent::Sent;

/// `POST …/folders`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateFolder {
    pub(crate) folder: Object<NewFolder>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewFolder {
    #[schemars(required, length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) parent_id: Option<Integer>,
}

/// `PATCH …/folders/{folder}`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct WriteFolder {
    pub(crate) folder: Object<FolderFields>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FolderFields {
    #[schemars(length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) description: Sent<String>,
}

/// `POST …/folders/{folder}/move`: null is the top.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("required" = ["parent_id"]))]
pub(crate) struct MoveFolder {
    #[serde(default)]
    pub(crate) parent_id: Sent<Integer>,
}

#[derive(Debug, Serialize, JsonSchema)]
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

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FolderLinks {
    pub(crate) sub_folders: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FolderBody {
    pub(crate) folder: Folder,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Folders {
    pub(crate) folders: Vec<Folder>,
    pub(crate) info: Info,
}
