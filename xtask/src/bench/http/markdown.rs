//! The report for people: one table.

use std::fmt::{self, Write as _};
use std::time::Duration;

use super::bars::{Bar, Goal};
use super::cpu::Taken;
use super::rounds::Found;
use super::setup::Versions;
use super::workload::CONNECTIONS;
use crate::bench::samples::Samples;

/// A line of versions, a row for each way and kind of upload, and one for each bar.
pub(super) fn report(
    versions: &Versions,
    took: Duration,
    found: &[Found],
    bars: &[Bar],
) -> Result<String, fmt::Error> {
    let mut text = String::new();
    let minutes = took.as_secs_f64() / 60.0;
    writeln!(
        text,
        "{versions}. Median [min–max] of the rounds. It took {minutes:.1} minutes."
    )?;
    if !found.is_empty() {
        uploads(&mut text, versions.processors, found)?;
    }
    writeln!(
        text,
        "\n| bar | measured | p99, ms | ratio | goal | |\n|---|---|---|---|---|---|"
    )?;
    for bar in bars {
        let found = bar.found.as_ref();
        let measured = found.map(|it| measured(&it.value, bar.unit));
        let p99 = found.and_then(|it| it.p99_ms.as_ref());
        let ratio = found.and_then(|it| it.ratio.as_ref());
        let goal = match bar.goal {
            Goal::AtLeast(goal) => format!("≥ {goal}"),
            Goal::AtMost(goal) => format!("≤ {goal}"),
            Goal::Told => String::new(),
        };
        writeln!(
            text,
            "| {} | {} | {} | {} | {goal} | {} |",
            bar.name,
            measured.unwrap_or_default(),
            p99.map(|it| cell(it, 1.0, 1)).unwrap_or_default(),
            ratio.map(|it| cell(it, 1.0, 2)).unwrap_or_default(),
            bar.verdict().word(),
        )?;
    }
    Ok(text)
}

/// Uploads of many results: how many a second, and what each takes of the processors.
fn uploads(text: &mut String, processors: usize, found: &[Found]) -> fmt::Result {
    writeln!(
        text,
        "\nHTTP on {CONNECTIONS} connections, the floor on {processors}. Thousands of results a second; processor time \
         of a result in microseconds (server, database, client).\n"
    )?;
    writeln!(
        text,
        "| rows | a request | dialect | over HTTP | floor | HTTP / floor | CPU over HTTP | CPU of the floor | floor / HTTP |"
    )?;
    writeln!(text, "|---|---|---|---|---|---|---|---|---|")?;
    for found in found {
        let (kind, size) = (found.kind.name(), found.way.size.results());
        let ratio = found.http.ratios_to(&found.floor);
        let cpu = |taken: Taken| {
            let Taken {
                server,
                database,
                client,
            } = taken;
            let [all, server, database, client] =
                [taken.all(), server, database, client].map(|it| found.each(it));
            format!("{all:.1} ({server:.1}, {database:.1}, {client:.1})")
        };
        writeln!(
            text,
            "| {kind} | {size} | {} | {} | {} | {} | {} | {} | {:.2} |",
            found.way.dialect.name(),
            cell(&found.http, 1e3, 1),
            cell(&found.floor, 1e3, 1),
            cell(&ratio, 1.0, 2),
            cpu(found.http_cpu),
            cpu(found.floor_cpu),
            found.floor_cpu.all() / found.http_cpu.all(),
        )?;
    }
    Ok(())
}

/// Thousands where there are some.
fn measured(samples: &Samples, unit: &str) -> String {
    if samples.median() >= 1e3 {
        format!("{} k {unit}", cell(samples, 1e3, 1))
    } else {
        format!("{} {unit}", cell(samples, 1.0, 2))
    }
}

pub(super) fn cell(samples: &Samples, unit: f64, digits: usize) -> String {
    let [median, min, max] = [samples.median(), samples.min(), samples.max()].map(|it| it / unit);
    format!("{median:.digits$} [{min:.digits$}–{max:.digits$}]")
}
