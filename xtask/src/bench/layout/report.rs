//! The report: one Markdown table of times, one of sizes, and the same as JSON.

use std::fmt::Write;

use serde_json::{Value, json};

use super::catalogue::Layout;
use super::metric::METRICS;
use super::rounds::Found;
use super::samples::Samples;
use super::scale::{CASES, Scale, spell};

/// What was found at one size of the data.
pub(super) struct Measured {
    pub(super) scale: Scale,
    pub(super) found: Found,
    /// Per layout: plain runs, pre-populated ones, these with every result superseded once.
    pub(super) sizes: Vec<[f64; 3]>,
}

/// Both tables, times first.
pub(super) fn markdown(
    layouts: &[&Layout],
    measured: &[Measured],
) -> Result<String, std::fmt::Error> {
    let mut text = String::from(
        "Milliseconds per call, median [min–max], and the ratio to the first layout.\n\n",
    );
    head(&mut text, layouts, "call")?;
    for at in measured {
        for (metric, samples) in METRICS.iter().zip(&at.found) {
            write!(
                text,
                "| {} | {} |",
                spell(at.scale.results()),
                metric.label()
            )?;
            for layout in samples {
                write!(text, " {} |", time_cell(layout, samples.first()))?;
            }
            text.push('\n');
        }
    }
    text.push_str("\nBytes per passing result without text, indexes included, after VACUUM.\n\n");
    head(&mut text, layouts, "runs")?;
    for at in measured {
        let filled = at.scale.filled_runs * CASES;
        let rows = [
            (at.scale.results(), "not pre-populated"),
            (filled, "pre-populated"),
            (filled * 2, "pre-populated, every result superseded once"),
        ];
        for (kind, (results, label)) in rows.into_iter().enumerate() {
            let bytes: Vec<f64> = at
                .sizes
                .iter()
                .filter_map(|sizes| sizes.get(kind).copied())
                .collect();
            write!(text, "| {} | {label} |", spell(results))?;
            for layout in &bytes {
                let ratio = layout / bytes.first().unwrap_or(layout);
                write!(text, " {layout:.0} ×{ratio:.2} |")?;
            }
            text.push('\n');
        }
    }
    text.push('\n');
    for layout in layouts {
        writeln!(text, "- `{}`: {}", layout.name, layout.about)?;
    }
    Ok(text)
}

fn head(text: &mut String, layouts: &[&Layout], what: &str) -> std::fmt::Result {
    let names: Vec<&str> = layouts.iter().map(|layout| layout.name).collect();
    writeln!(text, "| results | {what} | {} |", names.join(" | "))?;
    writeln!(text, "|---|---|{}", "---|".repeat(names.len()))
}

fn time_cell(samples: &Samples, base: Option<&Samples>) -> String {
    let ratio = base.map_or(1.0, |base| samples.ratio_to(base));
    format!(
        "{:.2} [{:.2}–{:.2}] ×{ratio:.2}",
        samples.median(),
        samples.min(),
        samples.max()
    )
}

/// The same numbers for programs.
pub(super) fn json(layouts: &[&Layout], measured: &[Measured]) -> Value {
    measured
        .iter()
        .map(|at| {
            let by_layout = layouts.iter().enumerate().map(|(index, layout)| {
                let [plain, pre_populated, superseded] =
                    at.sizes.get(index).copied().unwrap_or([f64::NAN; 3]);
                json!({
                    "layout": layout.name,
                    "milliseconds": times(&at.found, index),
                    "bytes_per_result": {
                        "not_pre_populated": plain,
                        "pre_populated": pre_populated,
                        "pre_populated_and_superseded": superseded,
                    },
                })
            });
            json!({ "results": at.scale.results(), "layouts": by_layout.collect::<Value>() })
        })
        .collect()
}

fn times(found: &Found, layout: usize) -> Value {
    METRICS
        .iter()
        .zip(found)
        .filter_map(|(metric, samples)| {
            let (samples, base) = (samples.get(layout)?, samples.first()?);
            Some(json!({
                "call": metric.label(),
                "median": samples.median(),
                "min": samples.min(),
                "max": samples.max(),
                "ratio": samples.ratio_to(base),
            }))
        })
        .collect()
}
