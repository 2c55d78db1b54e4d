//! Plans.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::body::Object;
use crate::describe::NOT_BLANK;
use crate::integer::Integer;

/// The most characters of each text of a plan and of its configurations.
pub(crate) const CHARS: usize = 255;

/// An id in any of its forms; a number may be written as one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum Id {
    Text(String),
    Number(Integer),
}

/// `PUT /api/verdict/plans/{plan}`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct PutPlan {
    #[schemars(required)]
    pub(crate) project: Option<Id>,
    #[schemars(required, length(max = CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(required, length(max = CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) application: Option<String>,
    /// Cases of the project. One that is named twice counts once.
    #[schemars(required, length(min = 1))]
    pub(crate) test_cases: Option<Vec<Id>>,
    #[schemars(required)]
    pub(crate) configurations: Option<Vec<Object<PutConfiguration>>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct PutConfiguration {
    #[schemars(required, length(max = CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(required, length(max = CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) os: Option<String>,
    #[schemars(length(max = CHARS))]
    pub(crate) os_version: Option<String>,
    #[schemars(required, length(max = CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) viewport: Option<String>,
    #[schemars(required, length(max = CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) device: Option<String>,
    #[schemars(required, length(max = CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) browser: Option<String>,
    #[schemars(length(max = CHARS))]
    pub(crate) browser_version: Option<String>,
}

/// A plan as it is stored.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Plan {
    #[schemars(extend("format" = "uuid"))]
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) name: String,
    pub(crate) application: String,
    pub(crate) test_cases: Vec<String>,
    pub(crate) configurations: Vec<Configuration>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Configuration {
    pub(crate) id: i32,
    pub(crate) name: String,
    pub(crate) os: Option<String>,
    pub(crate) os_version: Option<String>,
    pub(crate) viewport: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) browser: Option<String>,
    pub(crate) browser_version: Option<String>,
}
