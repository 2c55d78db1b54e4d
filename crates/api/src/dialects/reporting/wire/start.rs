//! What begins a build or a test.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::body::Object;

/// `POST /ext/v1/builds/start`
#[derive(Debug, Deserialize)]
pub(crate) struct StartBuild {
    pub(crate) name: Option<String>,
    pub(crate) project_name: Option<String>,
    pub(crate) started_at: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) build_run_identifier: Option<String>,
    pub(crate) host_info: Option<Object<ReportedHost>>,
    pub(crate) ci_info: Option<Object<ReportedCi>>,
    pub(crate) version_control: Option<Map<String, Value>>,
    pub(crate) framework: Option<Object<Framework>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ReportedHost {
    pub(crate) hostname: Option<String>,
    pub(crate) platform: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) arch: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct ReportedCi {
    pub(crate) name: Option<String>,
    pub(crate) build_url: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) build_number: Option<String>,
    pub(crate) job_name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Framework {
    pub(crate) name: Option<String>,
    pub(crate) version: Option<String>,
}

/// `POST /ext/v1/builds/:build/tests/start`
#[derive(Debug, Deserialize)]
pub(crate) struct StartTest {
    pub(crate) name: Option<String>,
    pub(crate) file_name: Option<String>,
    pub(crate) scopes: Option<Vec<String>>,
    pub(crate) started_at: Option<String>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) location: Option<String>,
    pub(crate) vc_filepath: Option<String>,
    pub(crate) result: Option<String>,
    pub(crate) custom_metadata: Option<BTreeMap<String, Option<MetadataValue>>>,
    pub(crate) environment: Option<Object<Environment>>,
    pub(crate) body: Option<Object<Source>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Environment {
    pub(crate) device: Option<String>,
    pub(crate) os: Option<String>,
    pub(crate) os_version: Option<String>,
    pub(crate) browser: Option<String>,
    pub(crate) browser_version: Option<String>,
}

/// The source of the test.
#[derive(Debug, Deserialize)]
pub(crate) struct Source {
    pub(crate) lang: Option<String>,
    pub(crate) code: Option<String>,
}

/// The documents say "10 values per key"; the SDKs send the third form.
#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "each value of custom_metadata must be a string, an array of strings, or an object with values"
)]
pub(crate) enum MetadataValue {
    One(String),
    Many(Vec<String>),
    Dropdown(Object<Dropdown>),
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dropdown {
    pub(crate) values: Vec<String>,
}
