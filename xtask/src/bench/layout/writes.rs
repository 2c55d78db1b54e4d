//! Measured writes. Every round writes to runs of its own.

use std::time::Instant;

use anyhow::{Result, ensure};

use super::metric::Write;
use super::plan::Repeat;
use super::populate::VERSION;
use super::scale::CASES;
use super::subject::Subject;
use super::write::Target;
use crate::bench::batch::batch;

const SMALL_BATCHES: i32 = 4;
const LARGE_BATCHES: i32 = 2;
const REPEATS: i32 = 40;

/// Where batches of up to 300 end in a run's order and larger ones begin.
const LARGE_START: i32 = 3_000;

/// The runs one round writes to.
#[derive(Clone, Copy)]
pub(super) struct RoundRuns {
    open: i32,
    planned: i32,
}

impl RoundRuns {
    pub(super) fn of(round: i32, populated: i32) -> Self {
        Self {
            open: populated + 2 * round + 1,
            planned: populated + 2 * round + 2,
        }
    }

    /// Opens the round's runs, outside the measured time.
    pub(super) async fn open(self, subject: &Subject) -> Result<()> {
        subject.open_run(self.open, None).await?;
        subject.open_run(self.planned, Some(CASES)).await
    }
}

/// Milliseconds per batch.
pub(super) async fn bulk(
    subject: &mut Subject,
    runs: RoundRuns,
    write: Write,
    size: i32,
) -> Result<f64> {
    let (first, batches) = if size <= 300 {
        (0, SMALL_BATCHES)
    } else {
        (LARGE_START, LARGE_BATCHES)
    };
    let version = if matches!(write, Write::New | Write::Filling) {
        VERSION
    } else {
        VERSION + 1
    };
    let planned = write == Write::Filling;
    let run = if planned { runs.planned } else { runs.open };
    let target = Target {
        run,
        planned,
        repeat: Repeat::Keep,
    };
    let expected = if write == Write::Unchanged {
        0
    } else {
        usize::try_from(size)?
    };
    let mut milliseconds = 0.0;
    for number in 0..batches {
        let start = first + number * size;
        let items = batch(start..start + size, CASES, version);
        let started = Instant::now();
        let written = subject.submit(target, items).await?;
        milliseconds += started.elapsed().as_secs_f64() * 1e3;
        ensure!(
            written == expected,
            "{} wrote {written} results, not {expected}",
            subject.layout.name
        );
    }
    Ok(milliseconds / f64::from(batches))
}

/// Milliseconds per append of one result to one case.
pub(super) async fn repeat(subject: &mut Subject, runs: RoundRuns) -> Result<f64> {
    let target = Target {
        run: runs.open,
        planned: false,
        repeat: Repeat::Append,
    };
    let started = Instant::now();
    for _ in 0..REPEATS {
        subject.submit(target, batch(0..1, CASES, VERSION)).await?;
    }
    Ok(started.elapsed().as_secs_f64() * 1e3 / f64::from(REPEATS))
}
