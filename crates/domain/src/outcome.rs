//! Everything one execution of a case left behind.

use std::collections::BTreeMap;

use time::OffsetDateTime;
use uuid::Uuid;

use crate::number::{CustomStatusNumber, Seq, StepNumber, UserNumber};
use crate::rare::{Rare, Silent};
use crate::status::Status;
use crate::text::Text;

/// A status as it was chosen: a canonical one, or a custom one that counts as a canonical one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusChoice {
    /// What it counts as.
    pub status: Status,
    /// The organization's own word for it, if it has one.
    pub custom: Option<CustomStatusNumber>,
}

impl From<Status> for StatusChoice {
    fn from(status: Status) -> Self {
        Self {
            status,
            custom: None,
        }
    }
}

/// A link to an issue in a tracker. At least one of key and url is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssueLink {
    /// The issue's key, such as `LIN-42`.
    pub key: Option<Text>,
    /// The issue's address.
    pub url: Option<Text>,
    /// The kind of tracker, such as `jira`.
    pub tracker: Option<Text>,
    /// The address of the tracker.
    pub host: Option<Text>,
}

/// A custom field and its value; a value that is not text is kept as its JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field's name.
    pub name: Text,
    /// The value.
    pub value: Text,
}

/// One failure of a result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// A short description.
    pub message: Option<Text>,
    /// The stack trace, entry by entry as it was sent.
    pub trace: Option<Vec<Text>>,
}

/// Where a test was executed. Equal environments are one configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Environment {
    /// Device, such as `Pixel 7`.
    pub device: Option<Text>,
    /// Operating system.
    pub os: Option<Text>,
    /// Version of the operating system.
    pub os_version: Option<Text>,
    /// Browser.
    pub browser: Option<Text>,
    /// Version of the browser.
    pub browser_version: Option<Text>,
    /// Size of the window, `WIDTHxHEIGHT`.
    pub viewport: Option<Text>,
}

impl Silent for Environment {
    const SILENT: &'static Self = &Self {
        device: None,
        os: None,
        os_version: None,
        browser: None,
        browser_version: None,
        viewport: None,
    };
}

impl Environment {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The environment after a later report: its fields win, the others stay.
    #[must_use]
    pub fn overridden(self, later: Self) -> Self {
        Self {
            device: later.device.or(self.device),
            os: later.os.or(self.os),
            os_version: later.os_version.or(self.os_version),
            browser: later.browser.or(self.browser),
            browser_version: later.browser_version.or(self.browser_version),
            viewport: later.viewport.or(self.viewport),
        }
    }
}

/// Where an automated test comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file of the test.
    pub file: Option<Text>,
    /// The suites around the test, outermost first.
    pub scopes: Vec<Text>,
    /// The place in the file, such as `a/B.java:42`.
    pub location: Option<Text>,
    /// The path of the file in version control.
    pub vc_path: Option<Text>,
    /// Labels of the test.
    pub tags: Vec<Text>,
    /// The language of the source.
    pub language: Option<Text>,
    /// The source.
    pub code: Option<Text>,
    /// What its reporter expected to come of it when it began, in a word of its own; the outcome may differ.
    pub preliminary: Option<Text>,
}

impl Silent for Origin {
    const SILENT: &'static Self = &Self {
        file: None,
        scopes: Vec::new(),
        location: None,
        vc_path: None,
        tags: Vec::new(),
        language: None,
        code: None,
        preliminary: None,
    };
}

/// The outcome of one step of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepOutcome {
    /// The place in the case or, for a step no catalogue names, in the report; from 1.
    pub position: i32,
    /// The case's step, if it is one.
    pub step: Option<StepNumber>,
    /// The reporter's own id of the step.
    pub given_id: Option<Text>,
    /// The outcome, if one was reported.
    pub status: Option<StatusChoice>,
    /// Notes.
    pub note: Option<Text>,
    /// A step keyword, such as `Given`.
    pub keyword: Option<Text>,
    /// What was done.
    pub text: Option<Text>,
    /// What was expected.
    pub expected: Option<Text>,
    /// When the step began.
    pub started_at: Option<OffsetDateTime>,
    /// When the step ended.
    pub finished_at: Option<OffsetDateTime>,
    /// How long it took, in milliseconds.
    pub elapsed_ms: Option<i32>,
    /// Why it failed.
    pub failure: Option<Text>,
}

/// Everything one execution of a case left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How it ended.
    pub status: StatusChoice,
    /// A free note.
    pub note: Option<Text>,
    /// How long it took, in milliseconds.
    pub elapsed_ms: Option<i32>,
    /// When it ran or ended, if the client said so; else the time of recording stands for it.
    pub executed_at: Option<OffsetDateTime>,
    /// When it began.
    pub started_at: Option<OffsetDateTime>,
    /// The label of the test framework.
    pub framework: Option<Text>,
    /// Linked issues.
    pub issues: Vec<IssueLink>,
    /// Custom fields.
    pub fields: Vec<Field>,
    /// Failures.
    pub failures: Vec<Failure>,
    /// Steps, in order.
    pub steps: Vec<StepOutcome>,
    /// Where the test comes from.
    pub origin: Rare<Origin>,
    /// Where it was executed.
    pub environment: Rare<Environment>,
    /// Free keys, each with its values.
    pub metadata: BTreeMap<Text, Vec<Text>>,
    /// Hook executions that belong to it.
    pub hooks: Vec<Uuid>,
    /// Who recorded it.
    pub author: UserNumber,
}

impl Outcome {
    /// An outcome of which nothing but the status is known.
    #[must_use]
    pub fn bare(status: StatusChoice, author: UserNumber) -> Self {
        Self {
            status,
            note: None,
            elapsed_ms: None,
            executed_at: None,
            started_at: None,
            framework: None,
            issues: Vec::new(),
            fields: Vec::new(),
            failures: Vec::new(),
            steps: Vec::new(),
            origin: Rare::SILENT,
            environment: Rare::SILENT,
            metadata: BTreeMap::new(),
            hooks: Vec::new(),
            author,
        }
    }

    /// Whether recording `self` would tell nothing that `shown` does not say already.
    ///
    /// An outcome with steps always tells something. Times of execution count only where the client
    /// said one (`says_when`).
    #[must_use]
    pub fn repeats(&self, shown: &Self, says_when: bool) -> bool {
        let Self {
            status,
            note,
            elapsed_ms,
            executed_at,
            started_at,
            framework,
            issues,
            fields,
            failures,
            steps,
            origin,
            environment,
            metadata,
            hooks,
            author,
        } = self;
        steps.is_empty()
            && (!says_when || *executed_at == shown.executed_at)
            && *status == shown.status
            && *author == shown.author
            && *elapsed_ms == shown.elapsed_ms
            && *note == shown.note
            && *started_at == shown.started_at
            && *framework == shown.framework
            && *issues == shown.issues
            && *fields == shown.fields
            && *failures == shown.failures
            && *origin == shown.origin
            && *environment == shown.environment
            && *metadata == shown.metadata
            && *hooks == shown.hooks
    }
}

/// An outcome with its place and time: one `TestResult`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The place of the case row; its steps have the places just below.
    pub seq: Seq,
    /// When the server recorded it.
    pub recorded_at: OffsetDateTime,
    /// What was recorded.
    pub outcome: Outcome,
}
