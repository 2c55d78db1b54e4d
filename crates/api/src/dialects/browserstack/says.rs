//! What can be said of a result here.

use super::status::STATUS;
use crate::says::{Part, Says};

pub(crate) const SAYS: Says = Says {
    dialect: "browserstack",
    statuses: &STATUS,
    writes: &[
        Part::Note,
        Part::Elapsed,
        Part::Issue,
        Part::MoreIssues,
        Part::Fields,
        Part::Steps,
    ],
    reads: &[
        Part::Note,
        Part::Elapsed,
        Part::Issue,
        Part::MoreIssues,
        Part::Fields,
        Part::Steps,
    ],
};
