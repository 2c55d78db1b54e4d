//! What an overload came to.

use std::fmt;
use std::time::Duration;

use super::AT_ONCE;
use super::marks::Marks;
use super::outcome::Taken;

/// What part of what the server bears alone it must still carry out of twice as much.
const LEAST: f64 = 0.5;
/// How many of a hundred requests that are due may not be sent because too many wait for answers.
const HELD_BACK: usize = 10;
/// How much longer than the mean that follows from this and what the server bears one of a hundred may wait.
const SPREAD: f64 = 4.0;
/// How much more memory the overload may take, however long it lasts, than as many connections did at once before.
const GROWTH: f64 = 1.1;

/// What was done and what was found.
#[derive(Debug)]
pub struct Load {
    pub(super) time: Duration,
    /// Requests a second that the server was found to bear, and that were offered.
    pub(super) bearable: f64,
    pub(super) offered: f64,
    /// What became of the requests while that was found out, of those of all connections at once, and of those of the
    /// overload.
    pub(super) alone: Taken,
    pub(super) at_once: Taken,
    pub(super) parts: Vec<Taken>,
    /// The most memory that the server held until all connections had been open at once, and until the end of each part.
    pub(super) most_at_once: u64,
    pub(super) most: Vec<u64>,
    pub(super) marks: Marks,
    pub(super) broken: Vec<String>,
}

impl Load {
    /// What is not as it must be.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        let mut found = self.broken.clone();
        for taken in [&self.alone, &self.at_once].into_iter().chain(&self.parts) {
            if let Some(first) = &taken.first_wrong {
                let wrong = taken.wrong.len();
                found.push(format!("{wrong} answered wrongly, first: {first}"));
            }
        }
        for part in &self.parts {
            let (slow, most) = (part.percentile(99), self.longest());
            if slow > most {
                found.push(format!("p99 is {slow:?}, which is over {most:?}"));
            }
            let (rate, least) = (self.rate(part), self.bearable * LEAST);
            if rate < least {
                found.push(format!("{rate:.0} a second, which is under {least:.0}"));
            }
            if part.held_back_percent() > HELD_BACK {
                found.push(format!("{} were not even offered", part.held_back));
            }
        }
        if self.parts.iter().all(|part| part.sent_away == 0) {
            found.push("nobody was told to come back".to_owned());
        }
        found.extend(self.marks.findings());
        if let Some(most) = self.most.last()
            && as_f64(*most) > as_f64(self.most_at_once) * GROWTH
        {
            found.push(format!(
                "memory grew to {}, and all connections at once took {}",
                mebibytes(*most),
                mebibytes(self.most_at_once)
            ));
        }
        found
    }

    /// How long one of a hundred may wait: all that may be inside, at the rate the server bears, and some more.
    fn longest(&self) -> Duration {
        Duration::try_from_secs_f64(f64::from(AT_ONCE) / self.bearable * SPREAD)
            .unwrap_or(Duration::MAX)
    }

    /// Requests of a part that were carried out a second.
    fn rate(&self, part: &Taken) -> f64 {
        part.rate(self.time / u32::try_from(self.parts.len()).unwrap_or(1))
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (bearable, offered) = (self.bearable, self.offered);
        writeln!(
            f,
            "bearable          {bearable:.0} requests a second; offered {offered:.0} for {:?}",
            self.time
        )?;
        for (number, part) in (1..).zip(&self.parts) {
            writeln!(
                f,
                "part {number}            {} taken ({:.0} a second), {} told to come back, {} held back, {} wrong; p50 {:.1?}, \
                 p99 {:.1?} of at most {:.1?}",
                part.count(),
                self.rate(part),
                part.sent_away,
                part.held_back,
                part.wrong.len(),
                part.percentile(50),
                part.percentile(99),
                self.longest()
            )?;
        }
        let most: Vec<String> = self.most.iter().map(|bytes| mebibytes(*bytes)).collect();
        writeln!(
            f,
            "memory            at most {} while all connections were open at once, {} until the end of each part",
            mebibytes(self.most_at_once),
            most.join(", ")
        )?;
        write!(
            f,
            "results           {} acknowledged, {} there",
            self.marks.acknowledged(),
            self.marks.there
        )
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

fn as_f64(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A second of 100 requests that the server bears, of which it carries out `carried`, each in `took`.
    fn load(carried: usize, took: Duration) -> Load {
        let part = Taken {
            times: vec![took; carried],
            sent_away: 100,
            ..Taken::default()
        };
        Load {
            time: Duration::from_secs(1),
            bearable: 100.0,
            offered: 200.0,
            alone: Taken::default(),
            at_once: Taken::default(),
            parts: vec![part],
            most_at_once: 100 << 20,
            most: vec![60 << 20, 110 << 20],
            marks: Marks::default(),
            broken: Vec::new(),
        }
    }

    #[test]
    fn a_server_that_does_what_it_can_is_fine() {
        assert!(load(60, Duration::from_secs(40)).findings().is_empty());
    }

    #[test]
    fn a_slow_server_gets_no_more_time() {
        let found = load(10, Duration::from_secs(42)).findings();
        assert_eq!(
            found,
            [
                "p99 is 42s, which is over 40.96s",
                "10 a second, which is under 50"
            ]
        );
    }

    #[test]
    fn memory_that_goes_on_growing_is_a_finding() {
        let mut load = load(60, Duration::from_secs(1));
        load.most.push(111 << 20);
        let expected = ["memory grew to 111 MiB, and all connections at once took 100 MiB"];
        assert_eq!(load.findings(), expected);
    }

    #[test]
    fn what_was_not_offered_and_what_was_wrong_alone_are_findings() {
        let mut load = load(60, Duration::from_secs(1));
        load.parts[0].held_back = 30;
        load.alone.is_wrong(7, || "500".to_owned());
        let expected = ["1 answered wrongly, first: 500", "30 were not even offered"];
        assert_eq!(load.findings(), expected);
    }
}
