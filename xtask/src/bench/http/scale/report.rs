//! What was found, for people and for programs.

use std::fmt::{self, Write as _};
use std::time::Duration;

use serde_json::{Value, json};

use super::super::json::samples;
use super::super::markdown::cell;
use super::super::setup::Versions;
use super::panel::{Panel, short};
use crate::bench::samples::Samples;

/// A table for each panel.
pub(super) fn markdown(
    versions: &Versions,
    took: Duration,
    panels: &[Panel],
) -> Result<String, fmt::Error> {
    let mut text = String::new();
    let minutes = took.as_secs_f64() / 60.0;
    writeln!(
        text,
        "{versions}. Median [min–max] of the rounds. It took {minutes:.1} minutes."
    )?;
    for panel in panels {
        write!(text, "\n| {} ÷ {}", panel.measured, panel.dimension)?;
        for place in &panel.places {
            write!(text, " | {}", short(*place))?;
        }
        writeln!(
            text,
            " | last ÷ first |\n|---|{}---|",
            "---|".repeat(panel.places.len())
        )?;
        for line in &panel.lines {
            write!(text, "| {}", line.name)?;
            for point in &line.points {
                write!(text, " | {}", shown(point))?;
            }
            writeln!(text, " | {} |", cell(&growth(&line.points), 1.0, 2))?;
        }
    }
    Ok(text)
}

pub(super) fn json(versions: &Versions, panels: &[Panel]) -> Value {
    let panel = |panel: &Panel| {
        let line = |line: &super::panel::Line| {
            json!({
                "name": line.name,
                "points": line.points.iter().map(samples).collect::<Vec<_>>(),
                "last_to_first": samples(&growth(&line.points)),
            })
        };
        json!({
            "dimension": panel.dimension,
            "measured": panel.measured,
            "places": panel.places,
            "lines": panel.lines.iter().map(line).collect::<Vec<_>>(),
        })
    };
    json!({
        "program": versions.program,
        "postgres": versions.postgres,
        "processors": versions.processors,
        "panels": panels.iter().map(panel).collect::<Vec<_>>(),
    })
}

/// The last place to the first, round by round.
fn growth(points: &[Samples]) -> Samples {
    match points {
        [first, .., last] => last.ratios_to(first),
        _ => Samples::default(),
    }
}

/// With three digits or so.
fn shown(samples: &Samples) -> String {
    match samples.median() {
        1_000.0.. => format!("{} k", cell(samples, 1e3, 1)),
        100.0.. => cell(samples, 1.0, 0),
        10.0.. => cell(samples, 1.0, 1),
        _ => cell(samples, 1.0, 2),
    }
}
