//! Both of the vendor's tables, row by row, and the counts they rest on.

use domain::counts::Counts;
use domain::run_state::RunState;
use domain::status::Status::{
    self, Blocked, Broken, Failed, InProgress, Passed, Retest, Skipped, TimedOut, Unknown, Untested,
};
use time::Duration;

use super::super::super::wire::{Stats, TestSummary};
use super::super::stats::{BuildState, build_status, stats, test_summary};
use super::NOW;

fn status(state: BuildState, rows: &[Status]) -> &'static str {
    build_status(state, stats(&rows.iter().copied().collect()), false)
}

#[test]
fn a_finished_build_follows_the_first_table() {
    for (rows, expected) in [
        (&[Failed, Passed, Skipped, Unknown][..], "failed"),
        (&[TimedOut, Passed], "failed"),
        (&[Broken], "failed"),
        (&[Passed], "passed"),
        (&[Passed, Skipped, Unknown], "passed"),
        (&[Passed, InProgress], "passed"),
        (&[Skipped], "skipped"),
        (&[Skipped, Unknown], "skipped"),
        (&[Blocked, Untested], "skipped"),
        (&[], "skipped"),
        (&[Unknown], "unknown"),
        (&[Untested], "unknown"),
        (&[InProgress], "unknown"),
        (&[Retest], "unknown"),
    ] {
        assert_eq!(status(BuildState::Finished, rows), expected, "{rows:?}");
    }
}

#[test]
fn a_build_that_timed_out_follows_the_second_table() {
    for (rows, expected) in [
        (&[Failed, Passed, Unknown][..], "failed"),
        (&[TimedOut, InProgress], "failed"),
        (&[Passed], "passed"),
        (&[Passed, Skipped], "passed"),
        (&[Skipped], "skipped"),
        (&[Blocked], "skipped"),
        (&[Unknown, Passed, Skipped], "unknown"),
        (&[Passed, InProgress], "unknown"),
        (&[Skipped, Untested], "unknown"),
        (&[Retest], "unknown"),
        (&[], "unknown"),
    ] {
        assert_eq!(status(BuildState::TimedOut, rows), expected, "{rows:?}");
    }
}

#[test]
fn a_running_build_is_running_whatever_it_holds() {
    for rows in [&[][..], &[Failed], &[Passed], &[InProgress]] {
        assert_eq!(status(BuildState::Running, rows), "running");
    }
}

#[test]
fn a_build_that_is_short_or_late_is_unknown_once_it_ends() {
    let status = |state, rows: &[Status]| {
        let stats = stats(&rows.iter().copied().collect());
        build_status(state, stats, true)
    };
    for state in [BuildState::Finished, BuildState::TimedOut] {
        for rows in [
            &[][..],
            &[Passed],
            &[Passed, Skipped],
            &[Skipped],
            &[Untested],
        ] {
            assert_eq!(status(state, rows), "unknown", "{rows:?}");
        }
        assert_eq!(status(state, &[Passed, Failed]), "failed");
    }
    assert_eq!(status(BuildState::Running, &[Passed]), "running");
}

#[test]
fn an_hour_of_silence_ends_a_build_that_nobody_finished() {
    for state in RunState::ALL {
        let of = |quiet| BuildState::of(state, NOW - quiet, NOW);
        let (soon, late) = (of(Duration::seconds(3599)), of(Duration::seconds(3600)));
        if state.is_over() {
            assert_eq!((soon, late), (BuildState::Finished, BuildState::Finished));
        } else {
            assert_eq!((soon, late), (BuildState::Running, BuildState::TimedOut));
        }
    }
}

#[test]
fn each_status_is_counted_once_in_both_summaries() {
    let counts: Counts = Status::ALL.into_iter().collect();
    assert_eq!(
        stats(&counts),
        Stats {
            passed: 1,
            failed: 3,
            pending: 1,
            skipped: 2,
            unknown: 3,
        }
    );
    assert_eq!(
        test_summary(&counts),
        TestSummary {
            passed: 1,
            failed: 3,
            in_progress: 1,
            skipped: 1,
            retest: 1,
            blocked: 1,
            untested: 1,
            pending: 0,
            unknown: 1,
        }
    );
}
