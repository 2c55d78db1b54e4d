//! QA Hub's bodies to the domain and back.

mod attachment;
mod identity;
mod item;
mod page;
mod result;
mod run;
mod ticket;

#[cfg(test)]
pub(super) use ticket::key_in_address;

pub(super) use attachment::attachment;
pub(super) use identity::identity;
pub(super) use item::{Named, upload};
pub(super) use page::{page, pagination};
pub(super) use result::{POLICY, accepted_cases, recorded, row, uploaded};
pub(super) use run::{RunPlan, case_name, change, create, new_run, rows, run, states};
