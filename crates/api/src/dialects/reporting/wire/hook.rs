//! Hooks: code that runs around tests.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Number, json};

use super::super::limits;
use super::super::status::STATUS;
use super::finish::{FinishTest, Meta, TestFailure};
use super::{Environment, MetadataValue};
use crate::body::Object;
use crate::describe::NOT_BLANK;

/// `POST /ext/v1/builds/:build/hooks/start`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct StartHook {
    #[schemars(required, length(max = limits::HOOK_TYPE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) hook_type: Option<String>,
    #[schemars(required, length(max = limits::NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(required, length(max = limits::FILE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) file_name: Option<String>,
    #[schemars(required, length(min = 1, max = limits::SCOPES), inner(length(max = limits::SCOPE_CHARS), regex(pattern = NOT_BLANK)))]
    pub(crate) scopes: Option<Vec<String>>,
    #[schemars(required, extend("format" = "date-time"))]
    pub(crate) started_at: Option<String>,
    /// The UUID of the test that it belongs to.
    #[schemars(extend("format" = "uuid"))]
    pub(crate) test_run_id: Option<String>,
    #[schemars(length(max = limits::TAGS))]
    pub(crate) tags: Option<Vec<String>>,
    #[schemars(length(max = limits::FILE_CHARS))]
    pub(crate) location: Option<String>,
    #[schemars(extend("maxProperties" = limits::METADATA_KEYS, "propertyNames" = json!({"maxLength": limits::METADATA_CHARS})))]
    pub(crate) custom_metadata: Option<BTreeMap<String, Option<MetadataValue>>>,
    pub(crate) environment: Option<Object<Environment>>,
}

/// `PUT /ext/v1/builds/:build/hooks/:uuid/finish`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct FinishHook {
    /// As the start said it, to the letter.
    #[schemars(required, length(max = limits::HOOK_TYPE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) hook_type: Option<String>,
    #[schemars(required, extend("enum" = STATUS.written()))]
    result: Option<String>,
    #[schemars(required, extend("format" = "date-time"))]
    finished_at: Option<String>,
    #[schemars(required, length(max = limits::FILE_CHARS), regex(pattern = NOT_BLANK))]
    file_name: Option<String>,
    #[schemars(required, length(min = 1, max = limits::SCOPES), inner(length(max = limits::SCOPE_CHARS), regex(pattern = NOT_BLANK)))]
    scopes: Option<Vec<String>>,
    #[schemars(with = "Option<i32>", range(min = 1))]
    duration_in_ms: Option<Number>,
    #[schemars(length(max = limits::FAILURES))]
    failure: Option<Vec<Object<TestFailure>>>,
    #[schemars(extend("maxProperties" = limits::METADATA_KEYS, "propertyNames" = json!({"maxLength": limits::METADATA_CHARS})))]
    custom_metadata: Option<BTreeMap<String, Option<MetadataValue>>>,
    environment: Option<Object<Environment>>,
    meta: Option<Object<Meta>>,
}

impl FinishHook {
    /// The type, and what a hook's end has in common with a test's.
    pub(crate) fn parts(self) -> (Option<String>, FinishTest) {
        let Self {
            hook_type,
            result,
            finished_at,
            file_name,
            scopes,
            duration_in_ms,
            failure,
            custom_metadata,
            environment,
            meta,
        } = self;
        let end = FinishTest {
            result,
            finished_at,
            file_name,
            scopes,
            duration_in_ms,
            failure,
            custom_metadata,
            environment,
            meta,
            hooks: None,
        };
        (hook_type, end)
    }
}
