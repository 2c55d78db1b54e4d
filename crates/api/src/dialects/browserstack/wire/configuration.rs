//! Configurations (documents, "Configurations").

use serde::{Deserialize, Serialize};

use super::Info;

/// `POST /api/v2/configurations`
#[derive(Debug, Deserialize)]
pub(crate) struct NewConfiguration {
    pub(crate) name: Option<String>,
    pub(crate) device: Option<String>,
    pub(crate) os: Option<String>,
    pub(crate) os_version: Option<String>,
    pub(crate) browser: Option<String>,
    pub(crate) browser_version: Option<String>,
}

#[derive(Debug, Serialize)]
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

#[derive(Debug, Serialize)]
pub(crate) struct Configurations {
    pub(crate) configurations: Vec<Configuration>,
    pub(crate) info: Info,
}

#[derive(Debug, Serialize)]
pub(crate) struct ConfigurationBody {
    pub(crate) configuration: Configuration,
}

/// Flat, unlike every other answer.
#[derive(Debug, Serialize)]
pub(crate) struct ConfigurationMade {
    pub(crate) id: i32,
    pub(crate) name: String,
}
