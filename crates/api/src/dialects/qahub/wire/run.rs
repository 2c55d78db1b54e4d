//! Runs.

use serde::{Deserialize, Serialize};

use crate::sent::Sent;

/// `POST /api/v1/runs`
#[derive(Debug, Deserialize)]
pub(crate) struct CreateRun {
    pub(crate) name: Option<String>,
    pub(crate) project_id: Option<String>,
    pub(crate) environment: Option<String>,
    /// Ids and codes may be mixed.
    pub(crate) test_case_ids: Option<Vec<String>>,
}

/// `PATCH /api/v1/runs/{id}`
#[derive(Debug, Deserialize)]
pub(crate) struct ChangeRun {
    #[serde(default)]
    pub(crate) name: Sent<String>,
    #[serde(default)]
    pub(crate) environment: Sent<String>,
    #[serde(default)]
    pub(crate) status: Sent<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) project_id: String,
    pub(crate) environment: Option<String>,
    pub(crate) status: &'static str,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}
