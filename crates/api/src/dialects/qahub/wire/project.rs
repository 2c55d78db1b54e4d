//! Projects.

use crate::describe::NOT_BLANK;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `POST /api/v1/projects`, which the vendor has in its pages only.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateProject {
    #[schemars(required, length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}
