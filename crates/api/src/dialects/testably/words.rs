//! The vendor's words for what describes a case, beside the words that are stored.

/// Pairs of the vendor's word and the stored one.
pub(super) struct Words(&'static [(&'static str, &'static str)]);

impl Words {
    /// The stored word, if this is one of the vendor's.
    pub(super) fn known(&self, word: &str) -> Option<&'static str> {
        let mut pairs = self.0.iter();
        pairs
            .find(|(own, _)| *own == word)
            .map(|(_, stored)| *stored)
    }

    /// The stored word, or the word itself where the list is open.
    pub(super) fn stored<'a>(&self, word: &'a str) -> &'a str {
        self.known(word).unwrap_or(word)
    }

    /// Every word of the vendor's.
    pub(super) fn written(&self) -> Vec<&'static str> {
        self.0.iter().map(|(own, _)| *own).collect()
    }

    /// The vendor's word for what is stored.
    pub(super) fn shown(&self, stored: &str) -> Option<&'static str> {
        let mut pairs = self.0.iter();
        pairs
            .find(|(_, known)| known.eq_ignore_ascii_case(stored))
            .map(|(own, _)| *own)
    }
}

pub(super) static PRIORITY: Words = Words(&[
    ("critical", "Critical"),
    ("high", "High"),
    ("medium", "Medium"),
    ("low", "Low"),
]);

/// An open list (docs: "functional, smoke, regression, …"); any other word is kept as it comes.
pub(super) static CASE_TYPE: Words = Words(&[
    ("other", "Other"),
    ("acceptance", "Acceptance"),
    ("accessibility", "Accessibility"),
    ("compatibility", "Compatibility"),
    ("destructive", "Destructive"),
    ("functional", "Functional"),
    ("performance", "Performance"),
    ("regression", "Regression"),
    ("security", "Security"),
    ("smoke", "Smoke & Sanity"),
    ("usability", "Usability"),
]);
