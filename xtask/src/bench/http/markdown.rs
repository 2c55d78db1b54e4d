//! The report for people: one table.

use std::fmt::{self, Write as _};

use super::bars::Bar;
use super::rounds::Found;
use super::setup::Versions;
use super::workload::CONNECTIONS;
use crate::bench::samples::Samples;

/// A line of versions, a row for each kind and size of upload, and one for each bar.
pub(super) fn report(
    versions: &Versions,
    found: &[Found],
    bars: &[Bar],
) -> Result<String, fmt::Error> {
    let Versions {
        program,
        postgres,
        processors,
    } = versions;
    let mut text = String::new();
    writeln!(
        text,
        "{program}, Postgres {postgres}, {processors} processors; HTTP on {CONNECTIONS} connections, the floor on \
         {processors}.\nThousands of results a second, median [min–max] of the rounds.\n"
    )?;
    writeln!(
        text,
        "| rows | a request | over HTTP | floor | HTTP / floor |"
    )?;
    writeln!(text, "|---|---|---|---|---|")?;
    for found in found {
        let (kind, size) = (found.kind.name(), found.size.results());
        let ratio = found.http.ratios_to(&found.floor);
        writeln!(
            text,
            "| {kind} | {size} | {} | {} | {} |",
            cell(&found.http, 1e3, 1),
            cell(&found.floor, 1e3, 1),
            cell(&ratio, 1.0, 2),
        )?;
    }
    writeln!(
        text,
        "\n| bar | measured | p99, ms | ratio | at least | met |\n|---|---|---|---|---|---|"
    )?;
    for bar in bars {
        let p99 = bar.p99_ms.as_ref().map(|it| cell(it, 1.0, 1));
        writeln!(
            text,
            "| {} | {} k {} | {} | {} | {:.2} | {} |",
            bar.name,
            cell(&bar.measured, 1e3, 1),
            bar.unit,
            p99.unwrap_or_default(),
            cell(&bar.ratio, 1.0, 2),
            bar.at_least,
            if bar.is_met() { "met" } else { "not met" },
        )?;
    }
    Ok(text)
}

fn cell(samples: &Samples, unit: f64, digits: usize) -> String {
    let [median, min, max] = [samples.median(), samples.min(), samples.max()].map(|it| it / unit);
    format!("{median:.digits$} [{min:.digits$}–{max:.digits$}]")
}
