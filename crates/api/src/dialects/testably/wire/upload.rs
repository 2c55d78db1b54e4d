//! What CI jobs send and read: `POST /v1/results` and `POST /functions/v1/upload-ci-results`.
#![expect(clippy::struct_field_names, reason = "the vendor's names")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::status::STATUS;
use super::ItemError;
use super::result::MOST_SECONDS;
use crate::body::Object;
use crate::sent::Sent;

// Any number is read as `elapsed`, since the endpoint decides which ones are taken: the type parameter says them.
/// Needs `results` or `junit_xml`, but for a `dry_run`.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(rename = "UploadIn{E}", extend("anyOf" = needed()))]
pub(crate) struct Upload<E = f64> {
    #[schemars(required, length(min = 1))]
    pub(crate) run_id: Option<String>,
    /// Says which of the two counts where both are sent: `json` by default.
    pub(crate) format: Option<Format>,
    pub(crate) results: Option<Vec<Object<UploadItem<E>>>>,
    pub(crate) junit_xml: Option<String>,
    /// Whether only to look for the run.
    pub(crate) dry_run: Option<bool>,
}

/// Results are not looked at in a dry run, and may be left out where there is a report. An empty list is not left
/// out: beside it, a report counts if `format` says so.
fn needed() -> Value {
    json!([
        { "properties": { "dry_run": { "const": true } }, "required": ["dry_run"] },
        { "properties": { "results": { "type": "array", "minItems": 1 } }, "required": ["results"] },
        {
            "properties": { "junit_xml": { "type": "string" }, "results": { "type": "null" } },
            "required": ["junit_xml"],
        },
        {
            "properties": { "junit_xml": { "type": "string" }, "format": { "const": "junit" } },
            "required": ["junit_xml", "format"],
        },
    ])
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    Json,
    Junit,
}

/// What is left out is not known of this execution, whatever was recorded before.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(bound(deserialize = "E: Deserialize<'de>"))]
#[schemars(rename = "UploadItemIn{E}", bound = "E: JsonSchema")]
pub(crate) struct UploadItem<E = f64> {
    #[schemars(required)]
    pub(crate) test_case_id: Option<String>,
    #[schemars(required, extend("enum" = STATUS.written()))]
    pub(crate) status: Option<String>,
    #[serde(default)]
    pub(crate) note: Sent<String>,
    /// What the guide's samples call `note`, which counts if both are sent.
    #[serde(default)]
    pub(crate) comment: Sent<String>,
    /// Seconds under `/v1`, milliseconds at the deployed endpoint.
    #[serde(default)]
    pub(crate) elapsed: Sent<E>,
    /// A label beside the tester, who is always the key's user.
    pub(crate) author: Option<String>,
}

/// `elapsed` under `/v1`.
#[derive(Debug, JsonSchema)]
#[schemars(inline, extend("minimum" = 0, "maximum" = MOST_SECONDS))]
pub(crate) struct Seconds(#[expect(dead_code, reason = "only its schema is used")] u32);

/// `elapsed` at the deployed endpoint.
#[derive(Debug, JsonSchema)]
#[schemars(inline, extend("minimum" = 0, "maximum" = f64::from(MOST_SECONDS) * 1000.0))]
pub(crate) struct Milliseconds(#[expect(dead_code, reason = "only its schema is used")] f64);

/// The good answers to an upload.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum UploadAnswer {
    Uploaded(Uploaded),
    DryRun(DryRun),
}

/// The SDK reads `stats`, `uploaded_count` and `failed_count`, whatever the status.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Uploaded {
    pub(crate) success: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "bool")]
    pub(crate) partial_failure: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub(crate) message: Option<String>,
    pub(crate) stats: Stats,
    pub(crate) uploaded_count: usize,
    pub(crate) failed_count: usize,
    /// Left out if there are none, and so are `errors`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) failed_test_case_ids: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<ItemError>,
}

/// What was recorded, by status.
#[derive(Debug, Default, Serialize, JsonSchema)]
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
#[derive(Debug, Serialize, JsonSchema)]
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
