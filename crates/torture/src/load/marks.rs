//! What was acknowledged and what is there, one by one.

use std::collections::BTreeSet;

use super::outcome::Taken;
use super::request::mark;

/// What the two come to.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Results that were acknowledged, and that are there.
    pub(super) acknowledged: usize,
    pub(super) there: usize,
    /// Acknowledged, and not there.
    pub(super) lost: Vec<String>,
    /// There more than once.
    pub(super) doubled: Vec<String>,
    /// There, and neither acknowledged nor left unanswered: sent away, held back, or never sent.
    pub(super) strange: Vec<String>,
}

impl Marks {
    /// Compares what was sent with the marks that are listed.
    pub(super) fn of<'a>(taken: impl Iterator<Item = &'a Taken>, listed: &[String]) -> Self {
        let (mut acknowledged, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for part in taken {
            acknowledged.extend(part.acknowledged.iter().copied().map(mark));
            unknown.extend(part.wrong.iter().copied().map(mark));
        }
        let mut marks = Self {
            acknowledged: acknowledged.len(),
            there: listed.len(),
            ..Self::default()
        };
        let mut seen = BTreeSet::new();
        for mark in listed {
            if !seen.insert(mark.as_str()) {
                marks.doubled.push(mark.clone());
            } else if !acknowledged.contains(mark) && !unknown.contains(mark) {
                marks.strange.push(mark.clone());
            }
        }
        let lost = acknowledged.iter().filter(|it| !seen.contains(it.as_str()));
        marks.lost = lost.cloned().collect();
        marks
    }

    /// What is not as it must be.
    pub(super) fn findings(&self) -> Vec<String> {
        let found = [
            ("acknowledged and not there", &self.lost),
            ("there more than once", &self.doubled),
            ("there though not accepted", &self.strange),
        ];
        found
            .into_iter()
            .filter_map(|(what, marks)| {
                let first = marks.first()?;
                Some(format!("{} {what}, first: {first}", marks.len()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(listed: &[&str]) -> Vec<String> {
        let taken = Taken {
            acknowledged: vec![1, 2],
            wrong: vec![3],
            ..Taken::default()
        };
        let listed: Vec<String> = listed.iter().map(|it| (*it).to_owned()).collect();
        Marks::of(std::iter::once(&taken), &listed).findings()
    }

    #[test]
    fn what_was_not_answered_may_be_there_or_not() {
        assert!(found(&["load-1", "load-2"]).is_empty());
        assert!(found(&["load-3", "load-2", "load-1"]).is_empty());
    }

    #[test]
    fn a_loss_is_not_made_up_for_by_a_double() {
        assert_eq!(
            found(&["load-1", "load-1"]),
            [
                "1 acknowledged and not there, first: load-2",
                "1 there more than once, first: load-1"
            ]
        );
    }

    #[test]
    fn a_loss_is_not_made_up_for_by_what_was_sent_away() {
        assert_eq!(
            found(&["load-2", "load-9"]),
            [
                "1 acknowledged and not there, first: load-1",
                "1 there though not accepted, first: load-9"
            ]
        );
    }
}
