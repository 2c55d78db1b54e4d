//! The report for programs.

use serde_json::{Value, json};

use super::bars::Bar;
use super::rounds::Found;
use super::setup::Versions;
use super::workload::CONNECTIONS;
use crate::bench::samples::Samples;

/// Results a second, and the ratio of HTTP to the floor, for each kind and size of upload.
pub(super) fn report(versions: &Versions, found: &[Found], bars: &[Bar]) -> Value {
    let uploads: Vec<Value> = found
        .iter()
        .map(|found| {
            json!({
                "kind": found.kind.name(),
                "results_per_request": found.size.results(),
                "http": samples(&found.http),
                "floor": samples(&found.floor),
                "ratio": samples(&found.http.ratios_to(&found.floor)),
            })
        })
        .collect();
    let bars: Vec<Value> = bars
        .iter()
        .map(|bar| {
            json!({
                "bar": bar.name,
                "unit": bar.unit,
                "measured": samples(&bar.measured),
                "ratio": samples(&bar.ratio),
                "at_least": bar.at_least,
                "met": bar.is_met(),
                "p99_ms": bar.p99_ms.as_ref().map(samples),
            })
        })
        .collect();
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

fn samples(samples: &Samples) -> Value {
    json!({
        "median": samples.median(),
        "min": samples.min(),
        "max": samples.max(),
    })
}
