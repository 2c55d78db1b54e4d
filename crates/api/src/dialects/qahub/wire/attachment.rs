//! Attachments: the one place where the vendor writes camel case (docs: Results, "Upload an attachment").

use schemars::JsonSchema;
use serde::Serialize;

use crate::attachments::MOST_PARTS;
use crate::describe::File;

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Attachment {
    pub(crate) id: String,
    pub(crate) file_name: String,
    pub(crate) mime_type: String,
    pub(crate) size: u64,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
}

/// The form, as its document says it; it is read piece by piece.
#[derive(Debug, JsonSchema)]
pub(crate) struct Files {
    /// One file or several.
    #[expect(dead_code, reason = "only its schema is used")]
    #[schemars(length(min = 1, max = MOST_PARTS))]
    pub(crate) file: Vec<File>,
}
