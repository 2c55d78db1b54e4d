//! The report for programs.

use serde_json::{Value, json};

use super::rounds::Found;
use super::setup::Versions;
use super::workload::CONNECTIONS;
use crate::bench::samples::Samples;

/// Results a second, and the ratio of HTTP to the floor, for each kind and size of upload.
pub(super) fn report(versions: &Versions, found: &[Found]) -> Value {
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
    json!({
        "program": versions.program,
        "postgres": versions.postgres,
        "processors": versions.processors,
        "http_connections": CONNECTIONS,
        "floor_connections": versions.processors,
        "unit": "results per second",
        "uploads": uploads,
    })
}

fn samples(samples: &Samples) -> Value {
    json!({
        "median": samples.median(),
        "min": samples.min(),
        "max": samples.max(),
    })
}
