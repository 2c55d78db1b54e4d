//! The report for people: one table of times, one of sizes.

use std::fmt::{self, Write};

use super::catalogue::Layout;
use super::measure::{Measured, Sizes};
use super::metric::METRICS;
use super::scale::{CASES, spell};
use crate::bench::samples::Samples;

/// Both tables and a legend; ratios are to the first layout.
pub(super) fn report(measured: &[Measured]) -> Result<String, fmt::Error> {
    // The first size has the most layouts.
    let layouts = measured.first().map_or(&[][..], |at| &at.layouts);
    let mut text = String::from(
        "Milliseconds per call, median [min–max] of the rounds, × ratio to the first layout.\n\n",
    );
    head(&mut text, layouts, "call")?;
    for at in measured {
        for (place, metric) in METRICS.iter().enumerate() {
            let base = layouts.first().and_then(|base| at.samples(place, base));
            write!(
                text,
                "| {} | {} |",
                spell(at.scale.results()),
                metric.label()
            )?;
            for layout in layouts {
                cell(
                    &mut text,
                    at.samples(place, layout).map(|samples| time(samples, base)),
                )?;
            }
            text.push('\n');
        }
    }
    text.push_str("\nBytes per result, indexes included, texts not, after VACUUM.\n\n");
    head(&mut text, layouts, "runs")?;
    for at in measured {
        write_sizes(&mut text, layouts, at)?;
    }
    text.push('\n');
    for layout in layouts {
        writeln!(text, "- `{}`: {}", layout.name, layout.about)?;
    }
    Ok(text)
}

fn write_sizes(text: &mut String, layouts: &[&Layout], at: &Measured) -> fmt::Result {
    let filled = at.scale.filled_runs * CASES;
    let mut row = |results: i32, label: &str, kind: fn(Sizes) -> f64| {
        let base = layouts.first().and_then(|base| at.sizes(base)).map(kind);
        write!(text, "| {} | {label} |", spell(results))?;
        for layout in layouts {
            let bytes = at.sizes(layout).map(kind);
            let content =
                bytes.map(|bytes| format!("{bytes:.0} ×{:.2}", bytes / base.unwrap_or(bytes)));
            cell(text, content)?;
        }
        text.write_char('\n')
    };
    row(at.scale.results(), "not pre-populated", |sizes| sizes.plain)?;
    row(filled, "pre-populated", |sizes| sizes.pre_populated)?;
    row(
        2 * filled,
        "pre-populated, every result superseded once",
        |sizes| sizes.superseded,
    )
}

fn head(text: &mut String, layouts: &[&Layout], what: &str) -> fmt::Result {
    let names: Vec<&str> = layouts.iter().map(|layout| layout.name).collect();
    writeln!(text, "| results | {what} | {} |", names.join(" | "))?;
    writeln!(text, "|---|---|{}", "---|".repeat(names.len()))
}

fn cell(text: &mut String, content: Option<String>) -> fmt::Result {
    let content = content.unwrap_or_else(|| "–".to_owned());
    write!(text, " {content} |")
}

fn time(samples: &Samples, base: Option<&Samples>) -> String {
    let ratio = samples.ratios_to(base.unwrap_or(samples)).median();
    format!(
        "{:.2} [{:.2}–{:.2}] ×{ratio:.2}",
        samples.median(),
        samples.min(),
        samples.max()
    )
}
