//! `PATCH /ext/v1/builds/:build` and `GET /ext/v1/quality-gates/:build`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::limits;
use super::super::status::BUILD_STATUSES;

#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct UpdateBuild {
    /// These are added to the build's own.
    #[schemars(required, length(max = limits::TAGS))]
    pub(crate) build_tags: Option<Vec<String>>,
}

/// Clients ask again while `status` is `running`.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct QualityGates {
    #[schemars(extend("enum" = BUILD_STATUSES))]
    pub(crate) status: &'static str,
    pub(crate) build_uuid: String,
    pub(crate) build_url: String,
    #[schemars(extend("enum" = BUILD_STATUSES))]
    pub(crate) quality_gate_result: &'static str,
    pub(crate) quality_profiles: [(); 0],
}
