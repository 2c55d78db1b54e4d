//! What each dialect can say of a result: what another one cannot say is a declared loss.
//!
//! `docs/losses.md` is generated from this and from the status tables, and a test writes every part through every
//! dialect and looks for it through all.

use domain::status_table::StatusTable;

use crate::dialects::Dialect;

/// A part of a result, beside its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What somebody noted.
    Note,
    /// How long it took.
    Elapsed,
    /// The first issue.
    Issue,
    /// The issues after the first.
    MoreIssues,
    /// Values of custom fields.
    Fields,
    /// What a failure says.
    Message,
    /// The trace of a failure.
    Trace,
    /// Outcomes of steps.
    Steps,
    /// Where it was executed.
    Environment,
    /// The test framework.
    Framework,
    /// When it was executed.
    ExecutedAt,
    /// The file of the test.
    File,
    /// The scopes of the test in its file.
    Scopes,
    /// Tags of the test.
    Tags,
    /// Free keys and values.
    Metadata,
    /// Hooks that ran for it.
    Hooks,
    /// Files.
    Attachments,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 17] = [
        Self::Note,
        Self::Elapsed,
        Self::Issue,
        Self::MoreIssues,
        Self::Fields,
        Self::Message,
        Self::Trace,
        Self::Steps,
        Self::Environment,
        Self::Framework,
        Self::ExecutedAt,
        Self::File,
        Self::Scopes,
        Self::Tags,
        Self::Metadata,
        Self::Hooks,
        Self::Attachments,
    ];

    /// As the documents name it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Elapsed => "elapsed time",
            Self::Issue => "issue",
            Self::MoreIssues => "further issues",
            Self::Fields => "custom fields",
            Self::Message => "failure message",
            Self::Trace => "failure trace",
            Self::Steps => "steps",
            Self::Environment => "environment",
            Self::Framework => "framework",
            Self::ExecutedAt => "time of execution",
            Self::File => "file",
            Self::Scopes => "scopes",
            Self::Tags => "tags",
            Self::Metadata => "metadata",
            Self::Hooks => "hooks",
            Self::Attachments => "attachments",
        }
    }
}

/// What one dialect says of results.
#[derive(Clone, Copy, Debug)]
pub struct Says {
    /// The dialect's name.
    pub dialect: &'static str,
    /// Its words for statuses.
    pub statuses: &'static StatusTable,
    /// The parts that its clients can write.
    pub writes: &'static [Part],
    /// The parts that its clients can read.
    pub reads: &'static [Part],
}

/// What every dialect says, vendors' first.
#[must_use]
pub fn says() -> Vec<Says> {
    Dialect::ALL.into_iter().map(Dialect::says).collect()
}
