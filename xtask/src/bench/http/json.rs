//! The report for programs.

use serde_json::{Value, json};

use super::bars::{Bar, Goal};
use super::rounds::Found;
use super::setup::Versions;
use super::workload::CONNECTIONS;
use crate::bench::samples::Samples;

/// Results a second, and the ratio of HTTP to the floor, for each way and kind of upload.
pub(super) fn report(versions: &Versions, found: &[Found], bars: &[Bar]) -> Value {
    let uploads: Vec<Value> = found
        .iter()
        .map(|found| {
            json!({
                "dialect": found.way.dialect.name(),
                "kind": found.kind.name(),
                "results_per_request": found.way.size.results(),
                "http": samples(&found.http),
                "floor": samples(&found.floor),
                "ratio": samples(&found.http.ratios_to(&found.floor)),
            })
        })
        .collect();
    let bars: Vec<Value> = bars.iter().map(bar).collect();
    json!({
        "program": versions.program,
        "postgres": versions.postgres,
        "processors": versions.processors,
        "http_connections": CONNECTIONS,
        "floor_connections": versions.processors,
        "unit": "results per second",
        "uploads": uploads,
        "bars": bars,
    })
}

fn bar(bar: &Bar) -> Value {
    let (at_least, at_most) = match bar.goal {
        Goal::AtLeast(goal) => (Some(goal), None),
        Goal::AtMost(goal) => (None, Some(goal)),
        Goal::Told => (None, None),
    };
    let found = bar.found.as_ref();
    json!({
        "bar": bar.name,
        "unit": bar.unit,
        "measured": found.map(|it| samples(&it.value)),
        "ratio": found.and_then(|it| it.ratio.as_ref()).map(samples),
        "at_least": at_least,
        "at_most": at_most,
        "verdict": bar.verdict().word(),
        "p99_ms": found.and_then(|it| it.p99_ms.as_ref()).map(samples),
    })
}

pub(super) fn samples(samples: &Samples) -> Value {
    json!({
        "median": samples.median(),
        "min": samples.min(),
        "max": samples.max(),
    })
}
