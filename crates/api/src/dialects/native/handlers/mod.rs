//! One function for each route: translate in, a few calls, translate out.

pub(super) mod attachments;
pub(super) mod hooks;
mod named;
pub(super) mod plans;
pub(super) mod results;
