//! What the commands say: lists and keys on standard output, the rest on standard error.

use std::io::{self, Write};

use anyhow::Context;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Prints a list, each column as wide as its widest entry.
pub(super) fn print<const N: usize>(
    head: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> anyhow::Result<()> {
    let rows: Vec<_> = [head.map(str::to_owned)].into_iter().chain(rows).collect();
    let wide = widths(&rows);
    let mut text = String::new();
    for row in &rows {
        let cells = row
            .iter()
            .zip(wide)
            .map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    write(&text)
}

fn widths<const N: usize>(rows: &[[String; N]]) -> [usize; N] {
    rows.iter().fold([0; N], |mut wide, row| {
        for (width, cell) in wide.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
        wide
    })
}

/// Prints one line that a script may read.
pub(super) fn say(line: &str) -> anyhow::Result<()> {
    write(&format!("{line}\n"))
}

fn write(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("cannot write to standard output")
}

/// Tells a person what was done.
pub(super) fn done(what: &str) -> anyhow::Result<()> {
    writeln!(io::stderr().lock(), "verdict: {what}").context("cannot write to standard error")
}

/// The day of a moment, in UTC.
pub(super) fn day(at: OffsetDateTime) -> String {
    at.to_offset(time::UtcOffset::UTC).date().to_string()
}

/// A moment, to the second, in UTC.
pub(super) fn moment(at: OffsetDateTime) -> String {
    let at = at.to_offset(time::UtcOffset::UTC);
    let seconds = at.replace_nanosecond(0).unwrap_or(at);
    seconds.format(&Rfc3339).unwrap_or_else(|_| at.to_string())
}
