//! `PATCH /ext/v1/builds/:build` and `GET /ext/v1/quality-gates/:build`

use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub(crate) struct UpdateBuild {
    /// These are added to the build's own.
    pub(crate) build_tags: Option<Vec<String>>,
}

/// Clients ask again while `status` is `running`.
#[derive(Debug, Serialize)]
pub(crate) struct QualityGates {
    pub(crate) status: &'static str,
    pub(crate) build_uuid: String,
    pub(crate) build_url: String,
    pub(crate) quality_gate_result: &'static str,
    pub(crate) quality_profiles: [(); 0],
}
