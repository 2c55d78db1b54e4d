//! What was acknowledged and what is there, one by one.

use super::outcome::Taken;
use super::request::{mark, number_of};

/// What the two come to. A result is a few bits of it, as there are a million of them.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// By the numbers of the requests.
    sent: Vec<Sent>,
    /// Results that are there.
    pub(super) there: usize,
    /// There more than once.
    doubled: Vec<String>,
    /// There, and neither acknowledged nor left unanswered: sent away, held back, or never sent.
    strange: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sent {
    fate: Fate,
    is_there: bool,
}

/// What a client knows of its request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fate {
    /// It was not sent, or sent away.
    #[default]
    Nothing,
    Acknowledged,
    /// It may have been carried out.
    Unknown,
}

impl Marks {
    /// What was sent; nothing of it was looked for yet.
    pub(super) fn of<'a>(taken: impl Iterator<Item = &'a Taken>) -> Self {
        let mut marks = Self::default();
        for part in taken {
            marks.add(&part.acknowledged, Fate::Acknowledged);
            marks.add(&part.wrong, Fate::Unknown);
        }
        marks
    }

    fn add(&mut self, numbers: &[usize], fate: Fate) {
        for number in numbers {
            if self.sent.len() <= *number {
                self.sent.resize(number + 1, Sent::default());
            }
            if let Some(sent) = self.sent.get_mut(*number) {
                sent.fate = fate;
            }
        }
    }

    /// Takes note of a result that is there.
    pub(super) fn see(&mut self, found: &str) {
        self.there += 1;
        let sent = number_of(found).and_then(|number| self.sent.get_mut(number));
        match sent {
            Some(sent) if sent.fate != Fate::Nothing => {
                if std::mem::replace(&mut sent.is_there, true) {
                    self.doubled.push(found.to_owned());
                }
            }
            Some(_) | None => self.strange.push(found.to_owned()),
        }
    }

    /// Results that were acknowledged.
    pub(super) fn acknowledged(&self) -> usize {
        self.numbers(|sent| sent.fate == Fate::Acknowledged).count()
    }

    fn numbers(&self, which: impl Fn(&Sent) -> bool) -> impl Iterator<Item = usize> {
        let all = self.sent.iter().enumerate();
        all.filter(move |(_, sent)| which(sent))
            .map(|(number, _)| number)
    }

    /// What is not as it must be.
    pub(super) fn findings(&self) -> Vec<String> {
        let lost = self.numbers(|sent| sent.fate == Fate::Acknowledged && !sent.is_there);
        let lost: Vec<String> = lost.map(mark).collect();
        let found = [
            ("acknowledged and not there", &lost),
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
        let mut marks = Marks::of(std::iter::once(&taken));
        assert_eq!(marks.acknowledged(), 2);
        for mark in listed {
            marks.see(mark);
        }
        assert_eq!(marks.there, listed.len());
        marks.findings()
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
    fn a_loss_is_not_made_up_for_by_what_nobody_knows() {
        for strange in ["load-9", "load-0", "load-01", "load-", "1"] {
            assert_eq!(
                found(&["load-2", strange]),
                [
                    "1 acknowledged and not there, first: load-1".to_owned(),
                    format!("1 there though not accepted, first: {strange}")
                ]
            );
        }
    }
}
