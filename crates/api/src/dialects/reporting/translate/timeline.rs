//! Where a build is in its life, and what follows from that.

use store::locate::Run;
use time::OffsetDateTime;

use super::super::wire::Stats;
use super::stats::{BuildState, build_status, stats};
use crate::times;

pub(super) struct Timeline {
    pub(super) status: &'static str,
    pub(super) stats: Stats,
    pub(super) started_at: String,
    pub(super) finished_at: Option<String>,
    /// Milliseconds; unknown while it runs, and if the clocks say that it ended before it began.
    pub(super) duration: Option<i64>,
}

impl Timeline {
    pub(super) fn of(run: &Run, now: OffsetDateTime) -> Self {
        let life = BuildState::of(run.state, run.updated_at, now);
        let stats = stats(&run.counts);
        let started_at = run.started_at.unwrap_or(run.created_at);
        // A run that somebody closed elsewhere may lack the time; its last change stands for it.
        let (finished_at, ended_at) = match life {
            BuildState::Running => (None, None),
            BuildState::TimedOut => (None, Some(run.updated_at)),
            BuildState::Finished => {
                let finished_at = run.finished_at.unwrap_or(run.updated_at);
                (Some(finished_at), Some(finished_at))
            }
        };
        let duration = ended_at.map(|it| (it - started_at).whole_milliseconds());
        Self {
            status: build_status(life, stats, run.is_short_or_late()),
            stats,
            started_at: times::millis_offset(started_at),
            finished_at: finished_at.map(times::millis_offset),
            duration: duration
                .and_then(|it| i64::try_from(it).ok())
                .filter(|it| *it >= 0),
        }
    }
}
