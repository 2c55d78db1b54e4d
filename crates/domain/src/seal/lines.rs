//! The text that says what a run shows, one line for each result. Its digest is what two sides compare.

use std::fmt::{self, Write as _};

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

/// Sorts lines as their texts sort byte by byte, which is what `LC_ALL=C sort` makes of them. No text is made for it: a
/// run may show a million lines.
pub fn sort(lines: &mut [Line]) {
    lines.sort_unstable_by(|one, other| {
        let key = |line: &Line| {
            let configuration = line.configuration.map(ConfigurationNumber::get);
            (digits(Some(line.case.get())), digits(configuration))
        };
        // A row shows one result, so these are never asked.
        let rest = |line: &Line| (word(line.status), line.result.get().to_string());
        key(one)
            .cmp(&key(other))
            .then_with(|| rest(one).cmp(&rest(other)))
    });
}

/// What sorts numbers as their digits sort: as if all were of one length, and where that makes them equal by their length.
/// A tab or nothing comes before any digit.
fn digits(number: Option<i32>) -> (i64, u32) {
    let Some(number) = number else {
        return (0, 0);
    };
    let length = number.checked_ilog10().map_or(1, |it| it + 1);
    let padding = i64::from(10_u32).pow(i32::MAX.ilog10() + 1 - length);
    (i64::from(number) * padding, length)
}

/// The text of some lines, each with a newline after it.
#[must_use]
pub fn text(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        // A text takes whatever is written to it.
        let _ = writeln!(text, "{line}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
        for mut shown in [shown, {
            let mut back = shown;
            back.reverse();
            back
        }] {
            sort(&mut shown);
            assert_eq!(text(&shown), expected);
        }
        assert_eq!(text(&[]), "");
    }

    proptest! {
        #[test]
        fn lines_sort_as_their_texts(
            keys in prop::collection::vec((numbers(), numbers(), 1..3_i32, 0..3_usize), 0..20),
        ) {
            let mut lines: Vec<Line> = keys
                .into_iter()
                .map(|(case, configuration, seq, status)| {
                    let status = [Status::Passed, Status::Failed, Status::TimedOut][status];
                    line(case.max(1), configuration, status, seq)
                })
                .collect();
            let mut texts: Vec<String> = lines.iter().map(Line::to_string).collect();
            texts.sort_unstable();
            sort(&mut lines);
            prop_assert_eq!(lines.iter().map(Line::to_string).collect::<Vec<_>>(), texts);
        }
    }

    /// Of every length.
    fn numbers() -> impl Strategy<Value = i32> {
        (0..10_u32, 0..=i32::MAX).prop_map(|(length, number)| number % 10_i32.pow(length))
    }
}
