//! Bodies as Testably spells them.

use serde::{Deserialize, Serialize};

use crate::body::Object;
use crate::sent::Sent;

/// `PUT /v1/runs/:rid/results/:id`
#[derive(Debug, Deserialize)]
pub(super) struct Update {
    pub(super) status: Option<String>,
    #[serde(default)]
    pub(super) note: Sent<String>,
    /// Seconds.
    #[serde(default)]
    pub(super) elapsed: Sent<i64>,
}

/// `POST /v1/runs/:rid/results/bulk`
#[derive(Debug, Deserialize)]
pub(super) struct Upload {
    pub(super) results: Vec<Object<UploadItem>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct UploadItem {
    pub(super) test_case_id: Option<String>,
    pub(super) status: Option<String>,
    #[serde(default)]
    pub(super) note: Sent<String>,
    #[serde(default)]
    pub(super) elapsed: Sent<i64>,
}

#[derive(Debug, Serialize)]
pub(super) struct Data<T> {
    pub(super) data: T,
}

#[derive(Debug, Serialize)]
pub(super) struct List<T> {
    pub(super) data: Vec<T>,
    pub(super) meta: Meta,
}

#[derive(Debug, Serialize)]
pub(super) struct Meta {
    pub(super) total: u32,
    pub(super) page: u32,
    pub(super) per_page: u32,
}

/// A row of a run. All eight keys are always there, null where nothing was recorded.
#[derive(Debug, Serialize)]
pub(super) struct ResultRow {
    pub(super) id: String,
    pub(super) test_case_id: String,
    pub(super) test_case_title: String,
    pub(super) status: &'static str,
    pub(super) note: Option<String>,
    /// Whole seconds.
    pub(super) elapsed: Option<i32>,
    pub(super) tested_by: Option<String>,
    pub(super) tested_at: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Uploaded {
    pub(super) updated: usize,
    pub(super) results: Vec<UploadedItem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) errors: Vec<UploadError>,
}

#[derive(Debug, Serialize)]
pub(super) struct UploadedItem {
    pub(super) test_case_id: String,
    pub(super) status: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct UploadError {
    pub(super) test_case_id: String,
    pub(super) error: String,
}
