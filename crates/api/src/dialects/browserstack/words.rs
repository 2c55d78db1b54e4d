//! The vendor's words for what describes a case (documents, "Enums"): display value and internal name.

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
