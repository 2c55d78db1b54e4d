//! One function for each route: translate in, a few calls, translate out.

pub(super) mod attachments;
pub(super) mod hooks;
pub(super) mod logs;
mod named;
pub(super) mod plans;
pub(super) mod results;
pub(super) mod seals;
pub(super) mod statuses;
