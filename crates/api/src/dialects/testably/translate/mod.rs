//! Testably's bodies to the domain and back.

mod bulk;
mod elapsed;
mod names;
mod page;
mod report;
mod result;
mod upload;
mod uploaded;

pub(crate) use bulk::{BULK, bulk, bulk_done};
pub(crate) use names::run_reference;
pub(crate) use page::{list, page};
pub(crate) use result::{SINGLE, receipt, row, update, writable};
pub(crate) use upload::{Endpoint, Item, items, run_id};
pub(crate) use uploaded::{dry_run, unknown_ids, uploaded};
