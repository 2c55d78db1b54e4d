//! Reports that CI jobs upload.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Bulk, MOST_PERSON_CHARS, MOST_RUN_NAME_CHARS, Run};
use crate::describe::{EMPTY_OR_NOT_BLANK, File, NOT_BLANK};

/// `POST /api/v1/import/results/xml/junit`, as its samples have it; the form is read part by part.
#[derive(Debug, JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub(crate) struct Import {
    /// The project's name, not its id.
    #[schemars(length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) project_name: String,
    /// JUnit reports.
    #[schemars(length(min = 1))]
    pub(crate) file_path: Vec<File>,
    /// Left out or empty: the name of the first file.
    #[schemars(length(max = MOST_RUN_NAME_CHARS), regex(pattern = EMPTY_OR_NOT_BLANK))]
    pub(crate) test_run_name: Option<String>,
    /// Says nothing: the results are those of the key's user.
    #[schemars(length(max = MOST_PERSON_CHARS))]
    pub(crate) user_email: Option<String>,
}

/// No document has this answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Imported {
    pub(crate) message: &'static str,
    pub(crate) test_run: Run,
    #[serde(flatten)]
    pub(crate) recorded: Bulk,
}
