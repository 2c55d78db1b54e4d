//! The measured rounds: in each, every metric is taken of every layout before the next metric.

use anyhow::Result;

use super::metric::{METRICS, Metric};
use super::random::Random;
use super::reads::Reads;
use super::scale::Scale;
use super::subject::Subject;
use super::writes::{self, RoundRuns};
use crate::bench::samples::Samples;

/// What a round found: per metric, in the order of `METRICS`, one `Samples` per layout.
pub(super) type Found = Vec<Vec<Samples>>;

/// Measures all layouts `rounds` times. Each metric starts with another layout in each round, because the
/// machine may be shared: what disturbs, disturbs all of them alike.
pub(super) async fn measure(subjects: &mut [Subject], scale: Scale, rounds: i32) -> Result<Found> {
    let mut found: Found = vec![vec![Samples::default(); subjects.len()]; METRICS.len()];
    // Round 0 warms caches and plans up and is not kept.
    for round in 0..=rounds {
        let runs = RoundRuns::of(round, scale.runs);
        for subject in subjects.iter() {
            runs.open(subject).await?;
        }
        for (metric, samples) in METRICS.iter().zip(&mut found) {
            let first = usize::try_from(round)? % subjects.len();
            let mut turn: Vec<_> = subjects.iter_mut().zip(samples).collect();
            turn.rotate_left(first);
            for (subject, samples) in turn {
                let sample = take(subject, *metric, runs, scale, round).await?;
                if round > 0 {
                    samples.push(sample);
                }
            }
        }
    }
    Ok(found)
}

async fn take(
    subject: &mut Subject,
    metric: Metric,
    runs: RoundRuns,
    scale: Scale,
    round: i32,
) -> Result<f64> {
    let random = Random::new(u64::try_from(round)?);
    match metric {
        Metric::Write(write, size) => writes::bulk(subject, runs, write, size).await,
        Metric::Repeat => writes::repeat(subject, runs).await,
        Metric::SeqPage(page) => {
            Reads {
                subject,
                scale,
                random,
            }
            .seq_page(page)
            .await
        }
        Metric::CasePage(page) => {
            Reads {
                subject,
                scale,
                random,
            }
            .case_page(page)
            .await
        }
        Metric::PlannedPage(page) => {
            Reads {
                subject,
                scale,
                random,
            }
            .planned_page(page)
            .await
        }
        Metric::History => {
            Reads {
                subject,
                scale,
                random,
            }
            .history()
            .await
        }
        Metric::Counters => {
            Reads {
                subject,
                scale,
                random,
            }
            .counters()
            .await
        }
    }
}
