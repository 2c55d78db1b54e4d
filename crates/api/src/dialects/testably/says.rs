//! What can be said of a result here.

use super::status::STATUS;
use crate::says::{Part, Says};

pub(crate) const SAYS: Says = Says {
    dialect: "testably",
    statuses: &STATUS,
    writes: &[Part::Note, Part::Elapsed],
    reads: &[Part::Note, Part::Elapsed, Part::ExecutedAt],
};
