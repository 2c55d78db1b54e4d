//! What is to be reached, and whether it is.

use super::rounds::Found;
use super::single::{Single, Subject};
use crate::bench::samples::Samples;

/// One thing to reach.
pub(super) struct Bar {
    pub(super) name: String,
    /// What was measured, a second.
    pub(super) unit: &'static str,
    pub(super) measured: Samples,
    pub(super) p99_ms: Option<Samples>,
    /// To what it is measured against, round by round.
    pub(super) ratio: Samples,
    pub(super) at_least: f64,
}

impl Bar {
    /// Whether the median reaches it.
    pub(super) fn is_met(&self) -> bool {
        self.ratio.median() >= self.at_least
    }
}

/// Uploads of many results, against the same writes as raw SQL.
pub(super) fn of_bulk(found: &[Found]) -> Vec<Bar> {
    let bar = |found: &Found| Bar {
        name: format!(
            "{} results a request, {}, ÷ raw SQL",
            found.size.results(),
            found.kind.name()
        ),
        unit: "results/s",
        measured: found.http.clone(),
        p99_ms: None,
        ratio: found.http.ratios_to(&found.floor),
        at_least: 0.85,
    };
    found.iter().map(bar).collect()
}

/// Uploads of one result.
pub(super) fn of_singles(singles: &[Single]) -> Vec<Bar> {
    let bars = [
        (
            "single results, 64 connections, ÷ without gathering",
            Subject::Gathered,
            Subject::Alone,
            4.0,
        ),
        (
            "single results, 64 connections, ÷ a server that does nothing",
            Subject::Gathered,
            Subject::Idle,
            0.30,
        ),
        (
            "single results, 1 connection, ÷ without gathering",
            Subject::GatheredOne,
            Subject::AloneOne,
            0.95,
        ),
        (
            "single results, 64 writers into one run, ÷ into 64 runs",
            Subject::OneRun,
            Subject::Gathered,
            0.7,
        ),
    ];
    let of = |subject| singles.iter().find(|it| it.subject == subject);
    let bar = |(name, measured, base, at_least): (&str, _, _, _)| {
        let (measured, base) = (of(measured)?, of(base)?);
        Some(Bar {
            name: name.to_owned(),
            unit: "requests/s",
            measured: measured.rate.clone(),
            p99_ms: Some(measured.p99_ms.clone()),
            ratio: measured.rate.ratios_to(&base.rate),
            at_least,
        })
    };
    bars.into_iter().filter_map(bar).collect()
}
