//! The mechanism of a vendor's status table: total outwards, checked for defects.
//!
//! The words live in each dialect's folder; what must hold for all of them is here.

use crate::status::{Class, Status};

/// How well a vendor's word says what the canonical status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// The vendor's own word: reading it back gives the same status.
    Exact,
    /// The vendor has no word for it; this one is the nearest safe word.
    Loss,
}

/// One vendor's words for the canonical statuses.
#[derive(Debug)]
pub struct StatusTable {
    /// Every word the vendor reads or writes, with what it means to its users.
    pub words: &'static [(&'static str, Class)],
    /// What a client may write.
    pub inbound: &'static [(&'static str, Status)],
    /// What a client reads: one row per canonical status.
    pub outbound: &'static [(Status, &'static str, Fidelity)],
    /// Whether a client's spelling must match to the letter.
    pub case_sensitive: bool,
}

/// A way in which a table can be wrong.
#[derive(Debug, PartialEq, Eq)]
pub enum TableDefect {
    /// No row, or more than one, says how a status reads.
    OutboundRows(Status, usize),
    /// A word that a client may write is listed twice.
    TwoMeanings(&'static str),
    /// A word is used and has no class.
    NoClass(&'static str),
    /// A word is listed with two classes; the later ones go unread.
    TwoClasses(&'static str),
    /// Declared exact, and reading the word back gives another status.
    NotExact(Status),
    /// Declared a loss, although reading the word back gives the same status.
    NotALoss(Status),
    /// The word's class is not safe for the status: a failing status must read as failing,
    /// and nothing but `Passed` may read as passing, nor anything but a failing one as failing.
    Unsafe(Status, &'static str),
}

impl StatusTable {
    /// The canonical status of a word a client wrote, or `None` if the vendor has no such word.
    #[must_use]
    pub fn to_domain(&self, word: &str) -> Option<Status> {
        self.inbound
            .iter()
            .find(|(known, _)| self.same(known, word))
            .map(|(_, status)| *status)
    }

    /// Every word that a client may write.
    #[must_use]
    pub fn written(&self) -> Vec<&'static str> {
        self.inbound.iter().map(|(word, _)| *word).collect()
    }

    /// Every word that a client may read, once.
    #[must_use]
    pub fn shown(&self) -> Vec<&'static str> {
        let mut words: Vec<&'static str> = Vec::new();
        for (_, word, _) in self.outbound {
            if !words.contains(word) {
                words.push(word);
            }
        }
        words
    }

    /// The word a client reads for a status.
    #[must_use]
    pub fn to_wire(&self, status: Status) -> &'static str {
        // `defects` holds that every status has a row; the empty word never leaves a checked table.
        self.outbound
            .iter()
            .find(|(known, _, _)| *known == status)
            .map_or("", |(_, word, _)| word)
    }

    /// Everything that is wrong with the table; each dialect's tests expect nothing.
    #[must_use]
    pub fn defects(&self) -> Vec<TableDefect> {
        let mut defects = Vec::new();
        for status in Status::ALL {
            let rows = self.outbound.iter().filter(|row| row.0 == status).count();
            if rows != 1 {
                defects.push(TableDefect::OutboundRows(status, rows));
            }
        }
        for (place, (word, _)) in self.inbound.iter().enumerate() {
            let mut earlier = self.inbound.iter().take(place);
            if earlier.any(|(other, _)| self.same(other, word)) {
                defects.push(TableDefect::TwoMeanings(word));
            }
        }
        for (place, (word, _)) in self.words.iter().enumerate() {
            let mut earlier = self.words.iter().take(place);
            if earlier.any(|(other, _)| other == word) {
                defects.push(TableDefect::TwoClasses(word));
            }
        }
        for &(word, status) in self.inbound {
            self.judge(status, word, &mut defects);
        }
        for &(status, word, fidelity) in self.outbound {
            let returns = self.to_domain(word) == Some(status);
            match (fidelity, returns) {
                // A vendor that has no call to write a status still has words of its own.
                (Fidelity::Exact, false) if !self.inbound.is_empty() => {
                    defects.push(TableDefect::NotExact(status));
                }
                (Fidelity::Loss, true) => defects.push(TableDefect::NotALoss(status)),
                (Fidelity::Exact, _) | (Fidelity::Loss, false) => {}
            }
            self.judge(status, word, &mut defects);
        }
        defects
    }

    fn judge(&self, status: Status, word: &'static str, defects: &mut Vec<TableDefect>) {
        match self.class(word) {
            None => defects.push(TableDefect::NoClass(word)),
            Some(class) if class != status.class() => {
                defects.push(TableDefect::Unsafe(status, word));
            }
            Some(_) => {}
        }
    }

    fn class(&self, word: &str) -> Option<Class> {
        self.words
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, class)| *class)
    }

    fn same(&self, one: &str, other: &str) -> bool {
        if self.case_sensitive {
            one == other
        } else {
            one.eq_ignore_ascii_case(other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Fidelity::{Exact, Loss};

    const GOOD: StatusTable = StatusTable {
        words: &[
            ("ok", Class::Passing),
            ("bad", Class::Failing),
            ("none", Class::Undecided),
        ],
        inbound: &[
            ("ok", Status::Passed),
            ("bad", Status::Failed),
            ("none", Status::Untested),
        ],
        outbound: &[
            (Status::Untested, "none", Exact),
            (Status::InProgress, "none", Loss),
            (Status::Passed, "ok", Exact),
            (Status::Failed, "bad", Exact),
            (Status::Broken, "bad", Loss),
            (Status::Blocked, "none", Loss),
            (Status::Skipped, "none", Loss),
            (Status::Retest, "none", Loss),
            (Status::TimedOut, "bad", Loss),
            (Status::Unknown, "none", Loss),
        ],
        case_sensitive: false,
    };

    #[test]
    fn a_sound_table_has_no_defects_and_reads_any_case() {
        assert_eq!(GOOD.defects(), []);
        assert_eq!(GOOD.to_domain("OK"), Some(Status::Passed));
        assert_eq!(GOOD.to_domain("okay"), None);
        assert_eq!(GOOD.to_wire(Status::Broken), "bad");
        assert_eq!(GOOD.written(), ["ok", "bad", "none"]);
        assert_eq!(GOOD.shown(), ["none", "ok", "bad"]);
    }

    #[test]
    fn each_defect_is_found() {
        let short = StatusTable {
            outbound: &[(Status::Untested, "none", Exact)],
            ..GOOD
        };
        assert!(
            short
                .defects()
                .contains(&TableDefect::OutboundRows(Status::Passed, 0))
        );

        let twice = StatusTable {
            inbound: &[("ok", Status::Passed), ("OK", Status::Failed)],
            ..GOOD
        };
        assert!(twice.defects().contains(&TableDefect::TwoMeanings("OK")));

        let unnamed = StatusTable {
            words: &[("ok", Class::Passing)],
            ..GOOD
        };
        assert!(unnamed.defects().contains(&TableDefect::NoClass("bad")));

        let rosy = StatusTable {
            outbound: &[
                (Status::Broken, "none", Loss),
                (Status::Skipped, "ok", Loss),
            ],
            ..GOOD
        };
        assert!(
            rosy.defects()
                .contains(&TableDefect::Unsafe(Status::Broken, "none"))
        );
        assert!(
            rosy.defects()
                .contains(&TableDefect::Unsafe(Status::Skipped, "ok"))
        );

        let boast = StatusTable {
            outbound: &[
                (Status::Broken, "bad", Exact),
                (Status::Failed, "bad", Loss),
            ],
            ..GOOD
        };
        assert!(
            boast
                .defects()
                .contains(&TableDefect::NotExact(Status::Broken))
        );
        assert!(
            boast
                .defects()
                .contains(&TableDefect::NotALoss(Status::Failed))
        );
    }
}
