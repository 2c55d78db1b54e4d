//! The report for programs.

use serde_json::{Value, json};

use super::catalogue::Layout;
use super::measure::Measured;
use super::metric::METRICS;

/// Per size of the data and layout: milliseconds per call and bytes per result.
pub(super) fn report(measured: &[Measured]) -> Value {
    measured
        .iter()
        .map(|at| {
            let layouts: Vec<Value> = at
                .layouts
                .iter()
                .map(|layout| of_layout(at, layout))
                .collect();
            json!({ "results": at.scale.results(), "layouts": layouts })
        })
        .collect()
}

fn of_layout(at: &Measured, layout: &Layout) -> Value {
    json!({
        "layout": layout.name,
        "milliseconds": times(at, layout),
        "bytes_per_result": at.sizes(layout).map(|sizes| json!({
            "not_pre_populated": sizes.plain,
            "pre_populated": sizes.pre_populated,
            "pre_populated_and_superseded": sizes.superseded,
        })),
    })
}

fn times(at: &Measured, layout: &Layout) -> Vec<Value> {
    METRICS
        .iter()
        .enumerate()
        .filter_map(|(place, metric)| {
            let samples = at.samples(place, layout)?;
            Some(json!({
                "call": metric.label(),
                "median": samples.median(),
                "min": samples.min(),
                "max": samples.max(),
            }))
        })
        .collect()
}
