//! How long a call waits for what another holds until its transaction ends.
//!
//! Numbers are given in order, by a row of `organization_counters` for each kind. Whoever takes one holds that row until it
//! is committed, so that what is refused leaves nothing: an import that makes a run and records into it does so for as
//! long as it takes, and whoever makes a run meanwhile, in any project, waits for it.

/// A condition that always holds. From then on the transaction waits 20 seconds for each lock, as a repeat does for the
/// first of its name, where no bound was set before; then it fails with
/// [`StoreError::Overloaded`](crate::error::StoreError::Overloaded). It stands in statements that take a lock anyway, and
/// is evaluated before they do.
macro_rules! is_patient {
    () => {
        "case when current_setting('lock_timeout') = '0' then set_config('lock_timeout', '20s', true) else '-' end <> ''"
    };
}

pub(crate) use is_patient;
