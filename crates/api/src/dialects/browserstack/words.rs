//! The vendor's words for what describes a case (documents, "Enums"): display value and internal name. And those for
//! custom fields.

use domain::custom_field::{FieldKind, FieldSubject};

use crate::describe::or_null;

/// A closed list of words.
pub(super) struct Words {
    /// The first is the default.
    words: &'static [(&'static str, &'static str)],
}

impl Words {
    pub(super) const fn standard(&self) -> (&'static str, &'static str) {
        match self.words {
            [first, ..] => *first,
            [] => ("", ""),
        }
    }

    /// Each display value with its internal name.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.words.iter().copied()
    }

    /// What a client may write, in any case of letters.
    pub(super) fn written(&self) -> Vec<&'static str> {
        let words = self.words.iter();
        words
            .flat_map(|(display, internal)| [*display, *internal])
            .collect()
    }

    /// The same, or nothing: an empty text says nothing, and so does null.
    pub(super) fn or_nothing(&self) -> Vec<Option<&'static str>> {
        or_null(self.written().into_iter().chain([""]))
    }

    /// Finds a word by either spelling. The vendor takes display values in their exact case alone; a
    /// client that spells the other way is understood as well.
    pub(super) fn find(&self, word: &str) -> Option<(&'static str, &'static str)> {
        let is = |known: &str| known.eq_ignore_ascii_case(word);
        self.words
            .iter()
            .find(|(display, internal)| is(display) || is(internal))
            .copied()
    }
}

pub(super) static PRIORITY: Words = Words {
    words: &[
        ("Medium", "medium"),
        ("Low", "low"),
        ("High", "high"),
        ("Critical", "critical"),
    ],
};

pub(super) static CASE_TYPE: Words = Words {
    words: &[
        ("Other", "other"),
        ("Acceptance", "acceptance"),
        ("Accessibility", "accessibility"),
        ("Compatibility", "compatibility"),
        ("Destructive", "destructive"),
        ("Functional", "functional"),
        ("Performance", "performance"),
        ("Regression", "regression"),
        ("Security", "security"),
        ("Smoke & Sanity", "smoke_sanity"),
        ("Usability", "usability"),
    ],
};

/// A case's `status`.
pub(super) static STATE: Words = Words {
    words: &[
        ("Active", "active"),
        ("Draft", "draft"),
        ("In Review", "in_review"),
        ("Rejected", "rejected"),
        ("Outdated", "outdated"),
    ],
};

/// Stored and shown as the internal name.
pub(super) static AUTOMATION: Words = Words {
    words: &[
        ("Not Automated", "not_automated"),
        ("Automated", "automated"),
        ("Automation Not Required", "automation_not_required"),
        ("Cannot Be Automated", "cannot_be_automated"),
        ("Obsolete", "obsolete"),
    ],
};

/// The template of cases that are written as behaviour.
pub(super) const BDD: &str = "test_case_bdd";

/// Stored and shown as the internal name.
pub(super) static TEMPLATE: Words = Words {
    words: &[
        ("Test Case Steps", "test_case_steps"),
        ("Test Case BDD", BDD),
    ],
};

/// Names of what every case has, which the vendor refuses for a custom field.
pub(super) const RESERVED_FIELDS: [&str; 6] =
    ["Title", "Description", "Priority", "State", "Owner", "Tags"];

pub(super) const FIELD_KINDS: [(FieldKind, &str); 9] = [
    (FieldKind::Line, "string"),
    (FieldKind::Prose, "text"),
    (FieldKind::Choice, "dropdown"),
    (FieldKind::Choices, "multi_dropdown"),
    (FieldKind::User, "user"),
    (FieldKind::Link, "url"),
    (FieldKind::Flag, "boolean"),
    (FieldKind::Integer, "int"),
    (FieldKind::Day, "date"),
];

/// The documents' words, and the server's.
pub(super) const FIELD_ENTITIES: [(FieldSubject, &str); 4] = [
    (FieldSubject::Case, "test_case"),
    (FieldSubject::Result, "test_result"),
    (FieldSubject::Case, "TestCase"),
    (FieldSubject::Result, "TestResult"),
];
