//! What ends a test or a build.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Number, json};

use super::super::limits;
use super::super::status::STATUS;
use super::{Environment, MetadataValue};
use crate::body::Object;
use crate::describe::{NOT_BLANK, or_null};

/// `PUT /ext/v1/builds/:build/tests/:uuid/finish`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FinishTest {
    #[schemars(required, extend("enum" = STATUS.written()))]
    pub(crate) result: Option<String>,
    #[schemars(required, extend("format" = "date-time"))]
    pub(crate) finished_at: Option<String>,
    #[schemars(required, length(max = limits::FILE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) file_name: Option<String>,
    #[schemars(required, length(min = 1, max = limits::SCOPES), inner(length(max = limits::SCOPE_CHARS), regex(pattern = NOT_BLANK)))]
    pub(crate) scopes: Option<Vec<String>>,
    #[schemars(with = "Option<i32>", range(min = 1))]
    pub(crate) duration_in_ms: Option<Number>,
    #[schemars(length(max = limits::FAILURES))]
    pub(crate) failure: Option<Vec<Object<TestFailure>>>,
    #[schemars(extend("maxProperties" = limits::METADATA_KEYS, "propertyNames" = json!({"maxLength": limits::METADATA_CHARS})))]
    pub(crate) custom_metadata: Option<BTreeMap<String, Option<MetadataValue>>>,
    pub(crate) environment: Option<Object<Environment>>,
    pub(crate) meta: Option<Object<Meta>>,
    #[schemars(extend("items" = json!({"type": "string", "format": "uuid"})))]
    pub(crate) hooks: Option<Vec<String>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct TestFailure {
    #[schemars(length(max = limits::LINES), inner(length(max = limits::LINE_CHARS)))]
    pub(crate) backtrace: Option<Vec<String>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Meta {
    pub(crate) steps: Option<Vec<Object<Step>>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Step {
    #[schemars(required, regex(pattern = NOT_BLANK))]
    pub(crate) id: Option<String>,
    pub(crate) keyword: Option<String>,
    pub(crate) text: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) started_at: Option<String>,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) finished_at: Option<String>,
    #[schemars(extend("enum" = or_null(STATUS.written())))]
    pub(crate) result: Option<String>,
    #[schemars(with = "Option<i32>", range(min = 0))]
    pub(crate) duration: Option<Number>,
    /// A string here, an array in [`FinishTest`].
    #[schemars(length(max = limits::STEP_FAILURE_CHARS))]
    pub(crate) failure: Option<String>,
}

/// `PUT /ext/v1/builds/:build/finish`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Finish {
    #[schemars(required, extend("format" = "date-time"))]
    pub(crate) finished_at: Option<String>,
}
