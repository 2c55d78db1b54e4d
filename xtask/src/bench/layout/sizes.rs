//! Bytes per result on disk.

use anyhow::Result;

use super::plan::Repeat;
use super::populate::{VERSION, fill_planned, vacuum};
use super::scale::{CASES, Scale};
use super::subject::Subject;
use super::write::Target;
use crate::bench::batch::batch;

/// Pre-populated runs between two vacuums, where autovacuum would come by in a database of some size.
const RUNS_PER_VACUUM: i32 = 2;

/// Bytes per stored result: all tables of the layout with their indexes, freshly vacuumed, divided by `results`.
pub(super) async fn bytes_per_result(subject: &Subject, results: i32) -> Result<f64> {
    let mut bytes = 0.0;
    for table in subject.layout.tables {
        let size: f64 = subject
            .client
            .query_one(
                "SELECT pg_total_relation_size($1::text::regclass)::float8",
                &[table],
            )
            .await?
            .try_get(0)?;
        bytes += size;
    }
    Ok(bytes / f64::from(results))
}

/// Empties the layout, fills pre-populated runs through the measured write, and returns bytes per result
/// before and after every result was superseded once.
pub(super) async fn pre_populated(subject: &mut Subject, scale: Scale) -> Result<[f64; 2]> {
    let tables = subject.layout.tables.join(", ");
    subject
        .client
        .batch_execute(&format!("TRUNCATE runs, result_details, {tables}"))
        .await?;
    let results = scale.filled_runs * CASES;
    for run in 1..=scale.filled_runs {
        subject.open_run(run, Some(CASES)).await?;
        fill_planned(subject, run, CASES).await?;
        if run % RUNS_PER_VACUUM == 0 {
            vacuum(subject).await?;
        }
    }
    vacuum(subject).await?;
    let filled = bytes_per_result(subject, results).await?;
    for run in 1..=scale.filled_runs {
        let target = Target {
            run,
            planned: true,
            repeat: Repeat::Append,
        };
        for start in (0..CASES).step_by(300) {
            let end = CASES.min(start + 300);
            subject
                .submit(target, batch(start..end, CASES, VERSION + 1))
                .await?;
        }
        if run % RUNS_PER_VACUUM == 0 {
            vacuum(subject).await?;
        }
    }
    vacuum(subject).await?;
    Ok([filled, bytes_per_result(subject, 2 * results).await?])
}
