//! `POST /upload`

use schemars::JsonSchema;
use serde::Serialize;

use super::super::limits;
use crate::describe::{File, NOT_BLANK};

/// The form, as the documents say it; it is read part by part.
#[derive(Debug, JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
#[schemars(rename_all = "camelCase")]
pub(crate) struct Upload {
    /// JUnit reports.
    #[schemars(length(min = 1))]
    pub(crate) data: Vec<File>,
    #[schemars(length(min = 1, max = limits::BUILD_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) project_name: String,
    #[schemars(length(min = 1, max = limits::BUILD_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) build_name: String,
    #[schemars(extend("enum" = ["junit"]))]
    pub(crate) format: Option<String>,
    /// Uploads with the same one are one build, for six hours after the last of them.
    #[schemars(length(max = limits::IDENTIFIER_CHARS))]
    pub(crate) build_identifier: Option<String>,
    /// With commas between.
    pub(crate) tags: Option<String>,
    /// The address of the CI job.
    pub(crate) ci: Option<String>,
    /// Name and version of the test framework with a comma between, as in `mocha, 10.0.0`.
    pub(crate) framework_version: Option<String>,
}

/// Clients take the build's id from the end of the address in `message`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Uploaded {
    #[schemars(extend("const" = "success"))]
    pub(crate) status: &'static str,
    pub(crate) message: String,
}
