//! The text that says what a run shows, one line for each result. Its digest is what two sides compare.

use std::fmt;

use crate::number::{CaseNumber, ConfigurationNumber, ResultNumber};
use crate::spelling::{Kind, numbered};
use crate::status::Status;

/// The result that a row shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The case.
    pub case: CaseNumber,
    /// The configuration, if the row has one.
    pub configuration: Option<ConfigurationNumber>,
    /// The status, a custom one as what it counts as.
    pub status: Status,
    /// The public integer id.
    pub result: ResultNumber,
}

/// `TC-7`, the configuration's number or nothing, the status and the id, with tabs between.
impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            case,
            configuration,
            status,
            result,
        } = self;
        write!(out, "{}\t", numbered(Kind::Case, case.get()))?;
        if let Some(configuration) = configuration {
            configuration.fmt(out)?;
        }
        write!(out, "\t{}\t{}", word(*status), result.get())
    }
}

/// The name of a status in a line: lines are compared by others, so these are never changed.
#[must_use]
pub const fn word(status: Status) -> &'static str {
    match status {
        Status::Untested => "untested",
        Status::InProgress => "in_progress",
        Status::Passed => "passed",
        Status::Failed => "failed",
        Status::Broken => "broken",
        Status::Blocked => "blocked",
        Status::Skipped => "skipped",
        Status::Retest => "retest",
        Status::TimedOut => "timed_out",
        Status::Unknown => "unknown",
    }
}

/// All lines, sorted byte by byte, each with a newline after it: what `LC_ALL=C sort` makes of them.
#[must_use]
pub fn lines(lines: impl IntoIterator<Item = Line>) -> String {
    let mut lines: Vec<String> = lines.into_iter().map(|line| line.to_string()).collect();
    lines.sort_unstable();
    let mut text = lines.join("\n");
    if !lines.is_empty() {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{RunNumber, Seq};

    fn line(case: i32, configuration: i32, status: Status, seq: i32) -> Line {
        let result = ResultNumber::new(RunNumber::new(1).unwrap(), Seq::new(seq).unwrap());
        Line {
            case: CaseNumber::new(case).unwrap(),
            configuration: ConfigurationNumber::new(configuration),
            status,
            result,
        }
    }

    #[test]
    fn lines_are_sorted_by_their_bytes() {
        let shown = [
            line(2, 0, Status::Passed, 1),
            line(10, 12, Status::TimedOut, 3),
            line(10, 3, Status::Failed, 2),
            line(10, 0, Status::Passed, 4),
        ];
        let expected = "TC-10\t\tpassed\t4194308\nTC-10\t12\ttimed_out\t4194307\nTC-10\t3\tfailed\t4194306\n\
             TC-2\t\tpassed\t4194305\n";
        assert_eq!(lines(shown), expected);
        assert_eq!(lines(shown.into_iter().rev()), expected);
        assert_eq!(lines([]), "");
    }
}
