//! What an overload came to.

use std::fmt;
use std::time::Duration;

use super::outcome::Taken;

/// How many requests the server carries out at the same time (`http.max_requests`).
const AT_ONCE: f64 = 1_024.0;
/// How much longer than the mean that follows from this one of a hundred may wait.
const SPREAD: f64 = 4.0;
/// How much the memory may differ between the middle and the end of the overload.
const GROWTH: f64 = 1.1;

/// What was done and what was found.
#[derive(Debug)]
pub struct Load {
    pub(super) time: Duration,
    /// Requests a second that the server was found to bear, and that were offered.
    pub(super) bearable: f64,
    pub(super) offered: f64,
    pub(super) parts: Vec<Taken>,
    /// The server's resident memory before the overload and after each part.
    pub(super) memory: Vec<u64>,
    /// Results that were acknowledged, and that are there.
    pub(super) acknowledged: usize,
    pub(super) there: usize,
    pub(super) broken: Vec<String>,
}

impl Load {
    /// What is not as it must be.
    #[must_use]
    pub fn findings(&self) -> Vec<String> {
        let mut found = self.broken.clone();
        for part in &self.parts {
            if let Some(first) = &part.first_wrong {
                found.push(format!("{} answered wrongly, first: {first}", part.wrong));
            }
            let most = self.longest(part);
            if part.percentile(99) > most {
                found.push(format!(
                    "p99 is {:?}, which is over {most:?}",
                    part.percentile(99)
                ));
            }
        }
        if self.parts.iter().all(|part| part.sent_away == 0) {
            found.push("nobody was told to come back".to_owned());
        }
        if self.there != self.acknowledged {
            found.push(format!(
                "{} acknowledged, {} there",
                self.acknowledged, self.there
            ));
        }
        if let [.., middle, end] = self.memory.as_slice()
            && as_f64(*end) > as_f64(*middle) * GROWTH
        {
            found.push(format!(
                "memory grew from {} to {}",
                mebibytes(*middle),
                mebibytes(*end)
            ));
        }
        found
    }

    /// How long one of a hundred may wait: all that may be inside, at the rate at which they leave, and some more.
    fn longest(&self, part: &Taken) -> Duration {
        let rate = part.rate(self.time / u32::try_from(self.parts.len()).unwrap_or(1));
        Duration::try_from_secs_f64(AT_ONCE / rate * SPREAD).unwrap_or(Duration::MAX)
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
                "part {number}            {} taken, {} told to come back, {} held back, {} wrong; p50 {:.0?}, p99 {:.0?} of at \
                 most {:.0?}",
                part.count(),
                part.sent_away,
                part.held_back,
                part.wrong,
                part.percentile(50),
                part.percentile(99),
                self.longest(part)
            )?;
        }
        let memory: Vec<String> = self.memory.iter().map(|bytes| mebibytes(*bytes)).collect();
        writeln!(f, "memory            {}", memory.join(", "))?;
        write!(
            f,
            "results           {} acknowledged, {} there",
            self.acknowledged, self.there
        )
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{} MiB", bytes >> 20)
}

fn as_f64(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes >> 10).unwrap_or(u32::MAX))
}
