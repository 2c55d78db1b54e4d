//! One function for each route: translate in, a few calls, translate out.

pub(super) mod execute;
pub(super) mod results;
