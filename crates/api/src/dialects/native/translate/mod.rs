//! Native bodies to the domain and back.

mod attachment;
mod configuration;
mod hook;
mod log;
mod plan;
mod reference;
mod result;
mod seal;
mod status;
mod step;

pub(super) use attachment::attachments;
pub(super) use hook::shown_hook;
pub(super) use log::{LINES_PER_PAGE, after, logs};
pub(super) use plan::{PlanDraft, cases, new_plan, plan_id, put, stored};
pub(super) use reference::{Reference, reference};
pub(super) use result::{Shown, shown};
pub(super) use seal::{
    Announcement, SealDraft, configurations_of, gone, lines, receipt, rows, seal,
};
pub(super) use status::{custom_status, new_status, status_change};
