//! Files of results (documents, "Attachments").

use schemars::JsonSchema;
use serde::Serialize;

use super::Info;
use crate::attachments::MOST_PARTS;
use crate::describe::File;

/// The documents say `name` and `size`, one client reads `filename` and `file_size`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Attachment {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) filename: String,
    /// Bytes.
    pub(crate) size: u64,
    pub(crate) file_size: u64,
    pub(crate) content_type: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "uri"))]
    pub(crate) url: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Attachments {
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) info: Info,
}

/// The documents have one file in a form; here it may have several.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Attached {
    /// The first.
    pub(crate) attachment: Option<Attachment>,
    pub(crate) attachments: Vec<Attachment>,
}

/// The form; it is read piece by piece.
#[derive(Debug, JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct Files {
    /// One file or several.
    #[schemars(length(min = 1, max = MOST_PARTS))]
    pub(crate) file: Vec<File>,
}
