//! What CI jobs send and read: `POST /v1/results` and `POST /functions/v1/upload-ci-results`.
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use serde::{Deserialize, Serialize};

use super::ItemError;
use crate::body::Object;
use crate::sent::Sent;

#[derive(Debug, Deserialize)]
pub(crate) struct Upload {
    pub(crate) run_id: Option<String>,
    pub(crate) format: Option<Format>,
    pub(crate) results: Option<Vec<Object<UploadItem>>>,
    pub(crate) junit_xml: Option<String>,
    pub(crate) dry_run: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    Json,
    Junit,
}

#[derive(Debug, Deserialize)]
pub(crate) struct UploadItem {
    pub(crate) test_case_id: Option<String>,
    pub(crate) status: Option<String>,
    #[serde(default)]
    pub(crate) note: Sent<String>,
    /// What the guide's samples call `note`.
    #[serde(default)]
    pub(crate) comment: Sent<String>,
    /// Seconds under `/v1`, milliseconds at the deployed endpoint.
    #[serde(default)]
    pub(crate) elapsed: Sent<f64>,
    pub(crate) author: Option<String>,
}

/// The SDK reads `stats`, `uploaded_count` and `failed_count`, whatever the status.
#[derive(Debug, Serialize)]
pub(crate) struct Uploaded {
    pub(crate) success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) partial_failure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    pub(crate) stats: Stats,
    pub(crate) uploaded_count: usize,
    pub(crate) failed_count: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) failed_test_case_ids: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<ItemError>,
}

/// What was recorded, by status.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Stats {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
    pub(crate) blocked: usize,
    pub(crate) retest: usize,
    /// The documents' word for the fifth status.
    pub(crate) not_tested: usize,
    /// The SDK's word for it: the same number.
    pub(crate) untested: usize,
}

/// The answer to `dry_run`.
#[derive(Debug, Serialize)]
pub(crate) struct DryRun {
    pub(crate) success: bool,
    pub(crate) dry_run: bool,
    pub(crate) message: &'static str,
    pub(crate) run_name: String,
    /// The price plan, which the SDK prints; here everything is open to everybody.
    pub(crate) tier: u8,
    pub(crate) latency_ms: u64,
}

/// The refusal of an upload that names cases the project does not have.
#[derive(Debug, Serialize)]
pub(crate) struct UnknownIds {
    pub(crate) error: &'static str,
    pub(crate) message: &'static str,
    pub(crate) not_found: Vec<String>,
}
