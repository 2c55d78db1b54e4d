//! The decided table, row by row, independent of the dialects' own tables.

use domain::status::Status;

pub(super) const COLUMNS: [&str; 5] = [
    "browserstack",
    "reporting",
    "testably",
    "applitools",
    "qahub",
];

/// What each dialect reads for a canonical status, in the order of [`COLUMNS`].
#[expect(clippy::match_same_arms, reason = "a table, row by row")]
pub(super) fn expected(status: Status) -> [String; 5] {
    let words = match status {
        Status::Untested => ["Untested", "pending", "not_tested", "pending", "UNKNOWN"],
        Status::InProgress => ["In Progress", "pending", "not_tested", "pending", "UNKNOWN"],
        Status::Passed => ["Passed", "passed", "passed", "passed", "PASSED"],
        Status::Failed => ["Failed", "failed", "failed", "failed", "FAILED"],
        Status::Broken => ["Failed", "failed", "failed", "failed", "BROKEN"],
        Status::TimedOut => ["Failed", "timeout", "failed", "failed", "BROKEN"],
        Status::Blocked => ["Blocked", "skipped", "blocked", "aborted", "SKIPPED"],
        Status::Skipped => ["Skipped", "skipped", "blocked", "pending", "SKIPPED"],
        Status::Retest => ["Retest", "unknown", "retest", "unresolved", "UNKNOWN"],
        Status::Unknown => ["Retest", "unknown", "retest", "unresolved", "UNKNOWN"],
    };
    words.map(str::to_owned)
}
