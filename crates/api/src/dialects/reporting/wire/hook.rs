//! Hooks: code that runs around tests.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Number;

use super::finish::{FinishTest, Meta, TestFailure};
use super::{Environment, MetadataValue};
use crate::body::Object;

/// `POST /ext/v1/builds/:build/hooks/start`
#[derive(Debug, Deserialize)]
pub(crate) struct StartHook {
    pub(crate) hook_type: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) file_name: Option<String>,
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) started_at: Option<String>,
    /// The UUID of the test that it belongs to.
    pub(crate) test_run_id: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) location: Option<String>,
    pub(crate) custom_metadata: Option<BTreeMap<String, Option<MetadataValue>>>,
    pub(crate) environment: Option<Object<Environment>>,
}

/// `PUT /ext/v1/builds/:build/hooks/:uuid/finish`
#[derive(Debug, Deserialize)]
pub(crate) struct FinishHook {
    /// As the start said it, to the letter.
    pub(crate) hook_type: Option<String>,
    result: Option<String>,
    finished_at: Option<String>,
    file_name: Option<String>,
    scopes: Option<Vec<String>>,
    duration_in_ms: Option<Number>,
    failure: Option<Vec<Object<TestFailure>>>,
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
