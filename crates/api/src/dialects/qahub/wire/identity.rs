//! Who a key belongs to.

use schemars::JsonSchema;
use serde::Serialize;

/// `GET /api/v1/me`: a bare object.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Identity {
    pub(crate) tenant: Tenant,
    pub(crate) scopes: Vec<&'static str>,
    pub(crate) ai: Ai,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Tenant {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: &'static str,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Ai {
    pub(crate) provider: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) quota_exhausted: bool,
}
