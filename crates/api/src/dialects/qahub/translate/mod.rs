//! QAHub's bodies to the domain and back.

mod attachment;
mod case;
mod identity;
mod ingest;
mod item;
mod page;
mod project;
mod result;
mod run;
mod shown_case;
mod tag;
mod ticket;

#[cfg(test)]
pub(super) use ticket::key_in_address;

pub(super) use attachment::attachment;
pub(super) use case::{CasePlan, case_change, case_filter, new_case};
pub(super) use identity::identity;
pub(super) use ingest::{IngestPlan, ingest};
pub(super) use item::{Named, upload};
pub(super) use page::{ALL, page, pagination};
pub(super) use project::{new_project, project, unassigned_project};
pub(super) use result::{POLICY, row, uploaded};
pub(super) use run::{RunPlan, case_name, change, create, filter, new_run, rows, run};
pub(super) use shown_case::case;
