//! Test cases.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::words::STATE;
use crate::body::Object;
use crate::describe::{NOT_BLANK, or_null};
use crate::sent::Sent;

/// `POST /api/v1/cases`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateCase {
    pub(crate) project_id: Option<String>,
    #[schemars(required, length(min = 1, max = 1000), regex(pattern = NOT_BLANK))]
    pub(crate) title: Option<String>,
    #[schemars(required, length(min = 1), regex(pattern = NOT_BLANK))]
    pub(crate) bdd_content: Option<String>,
    #[schemars(extend("enum" = or_null(STATE.written())))]
    pub(crate) status: Option<String>,
    #[schemars(length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) priority: Option<String>,
    #[schemars(length(max = 255))]
    pub(crate) layer: Option<String>,
    pub(crate) is_e2e: Option<bool>,
    #[schemars(length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) automation_status: Option<String>,
    #[schemars(inner(length(min = 1, max = 255), regex(pattern = NOT_BLANK)))]
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) tickets: Option<Vec<Object<SentTicket>>>,
}

/// `PATCH /api/v1/cases/{id}`: null clears `layer`, `tags` and `tickets`, and is refused for the others.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ChangeCase {
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 1000), regex(pattern = NOT_BLANK))]
    pub(crate) title: Sent<String>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1), regex(pattern = NOT_BLANK))]
    pub(crate) bdd_content: Sent<String>,
    #[serde(default)]
    #[schemars(with = "CaseStatus")]
    pub(crate) status: Sent<String>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) priority: Sent<String>,
    #[serde(default)]
    #[schemars(length(max = 255))]
    pub(crate) layer: Sent<String>,
    #[serde(default)]
    #[schemars(with = "bool")]
    pub(crate) is_e2e: Sent<bool>,
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) automation_status: Sent<String>,
    #[serde(default)]
    #[schemars(inner(length(min = 1, max = 255), regex(pattern = NOT_BLANK)))]
    pub(crate) tags: Sent<Vec<String>>,
    #[serde(default)]
    pub(crate) tickets: Sent<Vec<Object<SentTicket>>>,
}

/// The status of a case.
#[derive(Debug, JsonSchema)]
#[schemars(extend("enum" = STATE.written()))]
pub(crate) struct CaseStatus(#[expect(dead_code, reason = "only its schema is used")] String);

/// A ticket as it is sent.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct SentTicket {
    #[schemars(required, length(min = 1, max = 255), regex(pattern = NOT_BLANK))]
    pub(crate) key: Option<String>,
    #[schemars(length(max = 255))]
    pub(crate) source: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Ticket {
    pub(crate) key: String,
    pub(crate) source: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) bdd_content: String,
    #[schemars(extend("enum" = STATE.written()))]
    pub(crate) status: &'static str,
    pub(crate) priority: String,
    pub(crate) layer: Option<String>,
    pub(crate) is_e2e: bool,
    pub(crate) automation_status: String,
    pub(crate) tags: Vec<String>,
    pub(crate) tickets: Vec<Ticket>,
    /// Not in the vendor's documents: where results of the case may be recorded.
    pub(crate) project_id: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) created_at: String,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) updated_at: String,
}
