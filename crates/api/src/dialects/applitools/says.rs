//! What can be said of a result here.

use super::status::STATUS;
use crate::says::{Part, Says};

pub(crate) const SAYS: Says = Says {
    dialect: "applitools",
    statuses: &STATUS,
    writes: &[],
    reads: &[Part::Environment],
};
