//! Removes files that nothing names any more: at the start, and then every hour.

use std::time::Duration;

use store::{Files, Store};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

const EVERY: Duration = Duration::from_hours(1);

/// Sweeps until it is aborted.
pub(crate) fn start(store: Store, files: Files) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut clock = interval(EVERY);
        clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            clock.tick().await;
            match store.sweep_files(&files).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "removed files that nothing names"),
                Err(error) => tracing::warn!(%error, "files that nothing names are still there"),
            }
        }
    })
}
