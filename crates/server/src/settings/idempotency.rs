//! `idempotency.*`.

use std::num::NonZeroUsize;

use super::key::section;

section! {
    /// Writes that are sent again.
    pub struct Idempotency {
        /// For how many hours the answer to a write with an `Idempotency-Key` is kept, so that a repeat gets it again.
        /// 0: such a write is like any other.
        "idempotency.keep_hours" => keep_hours: u32 = Number(24),
        /// How many bytes of answers are kept of one access key, each with 1024 for what belongs to it. Beyond it the
        /// oldest go before their time.
        "idempotency.keep_bytes" => keep_bytes: NonZeroUsize = Number(268_435_456),
    }
}
