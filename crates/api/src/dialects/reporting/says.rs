//! What can be said of a result here.

use super::status::STATUS;
use crate::says::{Part, Says};

pub(crate) const SAYS: Says = Says {
    dialect: "reporting",
    statuses: &STATUS,
    writes: &[
        Part::Elapsed,
        Part::Trace,
        Part::Steps,
        Part::Environment,
        Part::File,
        Part::Scopes,
        Part::Tags,
        Part::Metadata,
        Part::Hooks,
    ],
    reads: &[
        Part::Elapsed,
        Part::Message,
        Part::Trace,
        Part::Environment,
        Part::ExecutedAt,
        Part::File,
        Part::Scopes,
        Part::Tags,
    ],
};
