//! The data that is there before anything is measured.

use anyhow::Result;

use super::plan::Repeat;
use super::scale::{CASES, FIRST_PLANNED_RUN, Scale};
use super::subject::{PROJECT, Subject};
use super::write::Target;
use crate::bench::batch::batch;

/// Share of a run's cases that get a second result: one in fifty.
const REPEATED: i32 = CASES / 50;
const BATCH: usize = 300;

/// The version of the results stored here; measured writes count up from it.
pub(super) const VERSION: i32 = 1;

/// Fills the runs, oldest first.
pub(super) async fn fill_runs(subject: &Subject, scale: Scale) -> Result<()> {
    for run in 1..=scale.runs {
        subject
            .client
            .execute(&subject.statements.populate, &[&PROJECT, &run, &CASES])
            .await?;
    }
    vacuum(subject).await
}

/// Adds what reads should meet as well: superseded results and half filled, pre-populated runs.
pub(super) async fn age(subject: &mut Subject, scale: Scale) -> Result<()> {
    for run in 1..=scale.runs {
        let target = Target {
            run,
            planned: false,
            repeat: Repeat::Append,
        };
        subject
            .submit(target, batch(0..REPEATED, CASES, VERSION))
            .await?;
    }
    for run in (FIRST_PLANNED_RUN..).take(usize::try_from(scale.planned_runs)?) {
        subject.open_run(run, Some(CASES)).await?;
        fill_planned(subject, run, CASES / 2).await?;
    }
    vacuum(subject).await?;
    // Else each layout's first writes would pay for full page images of the population's making.
    subject.client.batch_execute("CHECKPOINT").await?;
    Ok(())
}

/// Gives the first `count` cases of a pre-populated run their first result, in batches.
pub(super) async fn fill_planned(subject: &mut Subject, run: i32, count: i32) -> Result<()> {
    let target = Target {
        run,
        planned: true,
        repeat: Repeat::Append,
    };
    for start in (0..count).step_by(BATCH) {
        let end = count.min(start + i32::try_from(BATCH)?);
        subject
            .submit(target, batch(start..end, CASES, VERSION))
            .await?;
    }
    Ok(())
}

pub(super) async fn vacuum(subject: &Subject) -> Result<()> {
    for table in subject
        .layout
        .tables
        .iter()
        .chain(&["runs", "result_details"])
    {
        subject
            .client
            .batch_execute(&format!("VACUUM ANALYZE {table}"))
            .await?;
    }
    Ok(())
}
