//! Configurations (documents, "Configurations").

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Info;
use crate::describe::NOT_BLANK;

/// `POST /api/v2/configurations`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct NewConfiguration {
    #[schemars(required, length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) name: Option<String>,
    #[schemars(length(max = 255))]
    pub(crate) device: Option<String>,
    #[schemars(length(max = 255))]
    pub(crate) os: Option<String>,
    #[schemars(length(max = 255))]
    pub(crate) os_version: Option<String>,
    #[schemars(length(max = 255))]
    pub(crate) browser: Option<String>,
    #[schemars(length(max = 255))]
    pub(crate) browser_version: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Configuration {
    pub(crate) id: i32,
    pub(crate) name: String,
    pub(crate) os: Option<String>,
    pub(crate) os_version: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) browser: Option<String>,
    pub(crate) browser_version: Option<String>,
    pub(crate) is_system: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Configurations {
    pub(crate) configurations: Vec<Configuration>,
    pub(crate) info: Info,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ConfigurationBody {
    pub(crate) configuration: Configuration,
}

/// Flat, unlike every other answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ConfigurationMade {
    pub(crate) id: i32,
    pub(crate) name: String,
}
