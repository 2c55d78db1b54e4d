//! Attachments.

use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Attachments {
    pub(crate) attachments: Vec<Attachment>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Attachment {
    pub(crate) id: String,
    pub(crate) file_name: String,
    pub(crate) media_type: String,
    /// In bytes.
    pub(crate) size: u64,
    pub(crate) created_by: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    /// Where it is downloaded.
    #[schemars(extend("format" = "uri"))]
    pub(crate) url: String,
}
