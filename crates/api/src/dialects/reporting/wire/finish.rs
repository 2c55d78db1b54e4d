//! What ends a test or a build.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Number;

use super::{Environment, MetadataValue};
use crate::body::Object;

/// `PUT /ext/v1/builds/:build/tests/:uuid/finish`
#[derive(Debug, Deserialize)]
pub(crate) struct FinishTest {
    pub(crate) result: Option<String>,
    pub(crate) finished_at: Option<String>,
    pub(crate) file_name: Option<String>,
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) duration_in_ms: Option<Number>,
    pub(crate) failure: Option<Vec<Object<TestFailure>>>,
    pub(crate) custom_metadata: Option<BTreeMap<String, Option<MetadataValue>>>,
    pub(crate) environment: Option<Object<Environment>>,
    pub(crate) meta: Option<Object<Meta>>,
    pub(crate) hooks: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct TestFailure {
    pub(crate) backtrace: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Meta {
    pub(crate) steps: Option<Vec<Object<Step>>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Step {
    pub(crate) id: Option<String>,
    pub(crate) keyword: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) started_at: Option<String>,
    pub(crate) finished_at: Option<String>,
    pub(crate) result: Option<String>,
    pub(crate) duration: Option<Number>,
    /// A string here, an array in [`FinishTest`].
    pub(crate) failure: Option<String>,
}

/// `PUT /ext/v1/builds/:build/finish`
#[derive(Debug, Deserialize)]
pub(crate) struct Finish {
    pub(crate) finished_at: Option<String>,
}
