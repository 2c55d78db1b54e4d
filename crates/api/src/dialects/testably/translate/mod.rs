//! Testably's bodies to the domain and back.

mod bulk;
mod case;
mod elapsed;
mod names;
mod page;
mod project;
mod report;
mod result;
mod run;
mod upload;
mod uploaded;

pub(crate) use bulk::{BULK, bulk, bulk_done};
pub(crate) use case::{
    Filters, case, case_detail, change_case, changed_case, created_cases, filter, new_case,
    new_cases,
};
pub(crate) use names::{case_names, run_reference};
pub(crate) use page::{list, page};
pub(crate) use project::{change_project, new_project, project, project_detail};
pub(crate) use result::{SINGLE, receipt, row, update, writable};
pub(crate) use run::{change_run, changed_run, closed_run, new_run, rows, run};
pub(crate) use upload::{Endpoint, Item, items, report, run_id};
pub(crate) use uploaded::{dry_run, unknown_ids, uploaded};
