//! QAHub's words for what describes a test case (docs: Test cases), and the catalogue's. The catalogue's words
//! are those that the other dialects read; a word that neither knows is kept and shown as it is.

/// Words of one field.
pub(super) struct Words {
    /// What a client writes, and what the catalogue holds then.
    inbound: &'static [(&'static str, &'static str)],
    /// What the catalogue may hold, and what a client reads.
    outbound: &'static [(&'static str, &'static str)],
}

/// A case's `status`. The documents list these three, so no other is taken.
pub(super) static STATE: Words = Words {
    inbound: &[
        ("DRAFT", "Draft"),
        ("READY", "Active"),
        ("DEPRECATED", "Outdated"),
    ],
    outbound: &[
        ("Draft", "DRAFT"),
        ("In Review", "DRAFT"),
        ("Active", "READY"),
        ("Rejected", "DEPRECATED"),
        ("Outdated", "DEPRECATED"),
    ],
};

/// The documents show `HIGH` alone (reading).
pub(super) static PRIORITY: Words = Words {
    inbound: &[
        ("CRITICAL", "Critical"),
        ("HIGH", "High"),
        ("MEDIUM", "Medium"),
        ("LOW", "Low"),
    ],
    outbound: &[
        ("Critical", "CRITICAL"),
        ("High", "HIGH"),
        ("Medium", "MEDIUM"),
        ("Low", "LOW"),
    ],
};

/// The documents show these two alone (reading). Why a case is not automated they have no words for.
pub(super) static AUTOMATION: Words = Words {
    inbound: &[("MANUAL", "not_automated"), ("AUTOMATED", "automated")],
    outbound: &[
        ("not_automated", "MANUAL"),
        ("automated", "AUTOMATED"),
        ("automation_not_required", "MANUAL"),
        ("cannot_be_automated", "MANUAL"),
        ("obsolete", "MANUAL"),
    ],
};

impl Words {
    /// What the catalogue holds for a client's word, if the word is known.
    pub(super) fn to_catalogue(&self, word: &str) -> Option<&'static str> {
        let found = self.inbound.iter().find(|(wire, _)| *wire == word);
        found.map(|(_, stored)| *stored)
    }

    /// What a client reads, if the catalogue's word is known.
    pub(super) fn to_wire(&self, stored: &str) -> Option<&'static str> {
        let found = self
            .outbound
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(stored));
        found.map(|(_, wire)| *wire)
    }

    /// The catalogue's words that a client reads as this one.
    pub(super) fn read_as(&self, word: &str) -> impl Iterator<Item = &'static str> {
        let read = self.outbound.iter().filter(move |(_, wire)| *wire == word);
        read.map(|(stored, _)| *stored)
    }

    /// The words that a client may write.
    pub(super) fn written(&self) -> Vec<&'static str> {
        self.inbound.iter().map(|(wire, _)| *wire).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_writes_reads_back() {
        for words in [&STATE, &PRIORITY, &AUTOMATION] {
            for word in words.written() {
                let stored = words.to_catalogue(word).unwrap();
                assert_eq!(words.to_wire(stored), Some(word));
                assert!(words.read_as(word).any(|it| it == stored));
            }
            // Every word that is read can be written.
            for (_, wire) in words.outbound {
                assert!(words.to_catalogue(wire).is_some(), "{wire}");
            }
        }
        assert_eq!(STATE.to_catalogue("draft"), None);
        assert_eq!(AUTOMATION.to_wire("Cannot_Be_Automated"), Some("MANUAL"));
    }
}
