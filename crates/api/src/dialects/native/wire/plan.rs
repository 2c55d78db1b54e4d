//! Plans.

use serde::{Deserialize, Serialize};

use crate::body::Object;

/// An id in any of its forms; a number may be written as one.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Id {
    Text(String),
    Number(i64),
}

/// `PUT /api/verdict/plans/{id}`
#[derive(Debug, Deserialize)]
pub(crate) struct PutPlan {
    pub(crate) project: Option<Id>,
    pub(crate) name: Option<String>,
    pub(crate) application: Option<String>,
    pub(crate) test_cases: Option<Vec<Id>>,
    pub(crate) configurations: Option<Vec<Object<PutConfiguration>>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct PutConfiguration {
    pub(crate) name: Option<String>,
    pub(crate) os: Option<String>,
    pub(crate) os_version: Option<String>,
    pub(crate) viewport: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) browser: Option<String>,
    pub(crate) browser_version: Option<String>,
}

/// A plan as it is stored.
#[derive(Debug, Serialize)]
pub(crate) struct Plan {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) name: String,
    pub(crate) application: String,
    pub(crate) test_cases: Vec<String>,
    pub(crate) configurations: Vec<Configuration>,
}

#[derive(Debug, Serialize)]
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
