//! From counts to the status of a build: the vendor's two tables ("Build status and test count").

use domain::counts::Counts;
use domain::run_state::RunState;
use domain::status::Status;
use time::{Duration, OffsetDateTime};

use super::super::wire::{Stats, TestSummary};

/// After this long without a change a build that nobody finished counts as timed out.
pub(super) const INACTIVITY: Duration = Duration::minutes(60);

/// Where a build is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BuildState {
    Running,
    Finished,
    /// Nobody finished it, and nothing has happened for too long. Activity makes it run again.
    TimedOut,
}

impl BuildState {
    pub(crate) fn of(state: RunState, changed_at: OffsetDateTime, now: OffsetDateTime) -> Self {
        if state.is_over() {
            Self::Finished
        } else if now - changed_at >= INACTIVITY {
            Self::TimedOut
        } else {
            Self::Running
        }
    }
}

/// The five numbers of every summary.
///
/// A test that began and has not ended counts as unknown, as the vendor has it; one that is only
/// planned is pending. A timeout counts as failing, on which the vendor is silent.
pub(crate) fn stats(counts: &Counts) -> Stats {
    let mut stats = Stats::default();
    for status in Status::ALL {
        let count = counts.of(status);
        match status {
            Status::Passed => stats.passed += count,
            Status::Failed | Status::Broken | Status::TimedOut => stats.failed += count,
            Status::Untested => stats.pending += count,
            Status::Blocked | Status::Skipped => stats.skipped += count,
            Status::InProgress | Status::Retest | Status::Unknown => stats.unknown += count,
        }
    }
    stats
}

/// `test_summary` has the vendor's nine words; nothing of ours is `pending` there.
pub(super) fn test_summary(counts: &Counts) -> TestSummary {
    TestSummary {
        passed: counts.of(Status::Passed),
        failed: counts.failing(),
        in_progress: counts.of(Status::InProgress),
        skipped: counts.of(Status::Skipped),
        retest: counts.of(Status::Retest),
        blocked: counts.of(Status::Blocked),
        untested: counts.of(Status::Untested),
        pending: 0,
        unknown: counts.of(Status::Unknown),
    }
}

/// The status of a build. What has no outcome is unknown to both tables; what was announced and is not there, or came
/// too late, is unknown to ours, be the rest as good as it may.
pub(crate) fn build_status(life: BuildState, stats: Stats, short_or_late: bool) -> &'static str {
    let Stats {
        passed,
        failed,
        pending,
        skipped,
        unknown,
    } = stats;
    let unknown = pending + unknown;
    match life {
        BuildState::Running => "running",
        BuildState::Finished | BuildState::TimedOut if failed > 0 => "failed",
        BuildState::Finished | BuildState::TimedOut if short_or_late => "unknown",
        BuildState::Finished => {
            if passed > 0 {
                "passed"
            } else if skipped > 0 || unknown == 0 {
                "skipped"
            } else {
                "unknown"
            }
        }
        BuildState::TimedOut => {
            if unknown > 0 {
                "unknown"
            } else if passed > 0 {
                "passed"
            } else if skipped > 0 {
                "skipped"
            } else {
                "unknown"
            }
        }
    }
}
