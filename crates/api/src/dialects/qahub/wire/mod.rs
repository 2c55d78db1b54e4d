//! Bodies as QAHub spells them: snake case throughout.

mod attachment;
mod case;
mod identity;
mod ingest;
mod item;
mod project;
mod result;
mod run;

use schemars::JsonSchema;
use serde::Serialize;

pub(super) use attachment::{Attachment, Files};
pub(super) use case::{Case, CaseStatus, ChangeCase, CreateCase, SentTicket, Ticket};
pub(super) use identity::{Ai, Identity, Tenant};
pub(super) use ingest::Ingest;
pub(super) use item::{Field, Fields, Item};
pub(super) use project::{CreateProject, Project};
pub(super) use result::{Accepted, Rejected, ResultRow, Upload, Uploaded};
pub(super) use run::{ChangeRun, CreateRun, Run, RunStatus};

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Data")]
pub(super) struct Data<T> {
    pub(super) data: T,
}

/// Docs, Test cases: `{"data":[…],"pagination":{"total":148,"limit":50,"offset":0}}`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}List")]
pub(super) struct List<T> {
    pub(super) data: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pagination: Option<Pagination>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Pagination {
    pub(super) total: u32,
    pub(super) limit: u32,
    pub(super) offset: u32,
}
