//! `attachments.*`.

use std::num::NonZeroUsize;

use super::key::section;

section! {
    /// Files that belong to results.
    pub struct Attachments {
        /// The largest attachment in bytes; a larger one is refused.
        "attachments.max_bytes" or "ATTACHMENT_MAX_BYTES" => max_bytes: NonZeroUsize = Number(10_485_760),
    }
}
