//! What begins a build or a test.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::limits;
use crate::body::Object;
use crate::describe::NOT_BLANK;

/// `POST /ext/v1/builds/start`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct StartBuild {
    #[schemars(required, length(max = limits::BUILD_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(required, length(max = limits::BUILD_NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) project_name: Option<String>,
    #[schemars(required, extend("format" = "date-time"))]
    pub(crate) started_at: Option<String>,
    #[schemars(length(max = limits::TAGS))]
    pub(crate) tags: Option<Vec<String>>,
    #[schemars(length(max = limits::IDENTIFIER_CHARS))]
    pub(crate) build_run_identifier: Option<String>,
    pub(crate) host_info: Option<Object<ReportedHost>>,
    pub(crate) ci_info: Option<Object<ReportedCi>>,
    pub(crate) version_control: Option<Map<String, Value>>,
    pub(crate) framework: Option<Object<Framework>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ReportedHost {
    pub(crate) hostname: Option<String>,
    pub(crate) platform: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) arch: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ReportedCi {
    pub(crate) name: Option<String>,
    pub(crate) build_url: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) build_number: Option<String>,
    pub(crate) job_name: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Framework {
    #[schemars(required, regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(required, regex(pattern = NOT_BLANK))]
    pub(crate) version: Option<String>,
}

/// `POST /ext/v1/builds/:build/tests/start`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct StartTest {
    #[schemars(required, length(max = limits::NAME_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(required, length(max = limits::FILE_CHARS), regex(pattern = NOT_BLANK))]
    pub(crate) file_name: Option<String>,
    #[schemars(required, length(min = 1, max = limits::SCOPES), inner(length(max = limits::SCOPE_CHARS), regex(pattern = NOT_BLANK)))]
    pub(crate) scopes: Option<Vec<String>>,
    #[schemars(required, extend("format" = "date-time"))]
    pub(crate) started_at: Option<String>,
    #[schemars(length(max = limits::TAGS), inner(length(max = limits::TAG_CHARS)))]
    pub(crate) tags: Option<Vec<String>>,
    #[schemars(length(max = limits::FILE_CHARS))]
    pub(crate) location: Option<String>,
    #[schemars(length(max = limits::FILE_CHARS))]
    pub(crate) vc_filepath: Option<String>,
    #[schemars(length(max = limits::PRELIMINARY_CHARS))]
    pub(crate) result: Option<String>,
    #[schemars(extend("maxProperties" = limits::METADATA_KEYS, "propertyNames" = json!({"maxLength": limits::METADATA_CHARS})))]
    pub(crate) custom_metadata: Option<BTreeMap<String, Option<MetadataValue>>>,
    pub(crate) environment: Option<Object<Environment>>,
    pub(crate) body: Option<Object<Source>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Environment {
    #[schemars(length(max = limits::PLATFORM_CHARS))]
    pub(crate) device: Option<String>,
    #[schemars(length(max = limits::PLATFORM_CHARS))]
    pub(crate) os: Option<String>,
    #[schemars(length(max = limits::VERSION_CHARS))]
    pub(crate) os_version: Option<String>,
    #[schemars(length(max = limits::PLATFORM_CHARS))]
    pub(crate) browser: Option<String>,
    #[schemars(length(max = limits::VERSION_CHARS))]
    pub(crate) browser_version: Option<String>,
}

/// The source of the test.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Source {
    pub(crate) lang: Option<String>,
    pub(crate) code: Option<String>,
}

/// The documents say "10 values per key"; the SDKs send the third form.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "each value of custom_metadata must be a string, an array of strings, or an object with values"
)]
pub(crate) enum MetadataValue {
    One(#[schemars(length(max = limits::METADATA_CHARS))] String),
    Many(
        #[schemars(
            length(max = limits::METADATA_VALUES),
            inner(length(max = limits::METADATA_CHARS))
        )]
        Vec<String>,
    ),
    Dropdown(Object<Dropdown>),
}

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct Dropdown {
    #[schemars(length(max = limits::METADATA_VALUES), inner(length(max = limits::METADATA_CHARS)))]
    pub(crate) values: Vec<String>,
}
