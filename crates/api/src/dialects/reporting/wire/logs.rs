//! `POST /ext/v1/builds/:build/logs`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

use super::super::limits;
use crate::body::Object;
use crate::integer::Integer;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct AddLogs {
    #[schemars(required, length(max = limits::LOGS))]
    pub(crate) logs: Option<Vec<Object<Log>>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Log {
    #[schemars(required, extend("enum" = limits::LOG_KINDS))]
    pub(crate) kind: Option<String>,
    #[schemars(extend("format" = "uuid"))]
    pub(crate) test_run_uuid: Option<String>,
    #[schemars(extend("format" = "uuid"))]
    pub(crate) hook_run_uuid: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) timestamp: Option<String>,
    /// Such as `DEBUG`, `INFO`; any word.
    pub(crate) level: Option<String>,
    #[schemars(length(max = limits::MESSAGE_CHARS))]
    pub(crate) message: Option<String>,
    /// Milliseconds.
    #[schemars(with = "Option<i32>", range(min = 0))]
    pub(crate) duration: Option<Number>,
    /// A flag here, an array for a test, a text for a step.
    pub(crate) failure: Option<bool>,
    pub(crate) file_name: Option<String>,
    /// Bytes.
    #[schemars(range(min = 0))]
    pub(crate) file_size: Option<Integer>,
    #[schemars(extend("enum" = crate::describe::or_null(limits::ATTACHMENT_TYPES)))]
    pub(crate) attachment_type: Option<String>,
    /// `status_code` from 100 to 599, `method`, and what else the client knows.
    pub(crate) http_response: Option<Map<String, Value>>,
}

/// A line as it is stored: what was sent, checked. The names here are the format on disk, and what the
/// native call shows.
#[derive(Debug, Serialize)]
pub(crate) struct StoredLog {
    pub(crate) kind: String,
    pub(crate) timestamp: Option<String>,
    pub(crate) level: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) duration: Option<i32>,
    pub(crate) failure: Option<bool>,
    pub(crate) file_name: Option<String>,
    pub(crate) file_size: Option<i64>,
    pub(crate) attachment_type: Option<String>,
    pub(crate) http_response: Option<Map<String, Value>>,
}
