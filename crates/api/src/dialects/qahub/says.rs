//! What can be said of a result here.

use super::status::STATUS;
use crate::says::{Part, Says};

pub(crate) const SAYS: Says = Says {
    dialect: "qahub",
    statuses: &STATUS,
    writes: &[
        Part::Note,
        Part::Elapsed,
        Part::Issue,
        Part::Message,
        Part::Trace,
        Part::Framework,
        Part::ExecutedAt,
        Part::Attachments,
    ],
    reads: &[
        Part::Note,
        Part::Elapsed,
        Part::Issue,
        Part::Message,
        Part::Trace,
        Part::Framework,
        Part::ExecutedAt,
    ],
};
