//! What became of the requests of one part of the time.

use std::time::Duration;

/// Counts and times.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// How long each request that was carried out took to be answered.
    pub(super) times: Vec<Duration>,
    /// The numbers of these requests.
    pub(super) acknowledged: Vec<usize>,
    /// Requests that were told to come back, as their vendor does it.
    pub(super) sent_away: usize,
    /// The numbers of requests that were answered in any other way, or not at all; what was said first.
    pub(super) wrong: Vec<usize>,
    pub(super) first_wrong: Option<String>,
    /// Requests for which no connection was free: as many as there may be wait for answers.
    pub(super) held_back: usize,
}

impl Taken {
    pub(super) const fn count(&self) -> usize {
        self.times.len()
    }

    /// Of a hundred requests that were due, how many were held back.
    pub(super) fn held_back_percent(&self) -> usize {
        let due = self.count() + self.sent_away + self.wrong.len() + self.held_back;
        self.held_back * 100 / due.max(1)
    }

    /// Requests carried out a second.
    pub(super) fn rate(&self, time: Duration) -> f64 {
        let count = u32::try_from(self.count()).unwrap_or(u32::MAX);
        f64::from(count) / time.as_secs_f64()
    }

    pub(super) fn sort(&mut self) {
        self.times.sort_unstable();
    }

    /// The time that so many of a hundred stay below; they are sorted.
    pub(super) fn percentile(&self, percent: usize) -> Duration {
        let place = self.times.len().saturating_sub(1) * percent / 100;
        self.times.get(place).copied().unwrap_or_default()
    }

    pub(super) fn is_wrong(&mut self, number: usize, what: impl FnOnce() -> String) {
        self.wrong.push(number);
        self.first_wrong.get_or_insert_with(what);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_taken() {
        let mut taken = Taken::default();
        assert_eq!(taken.percentile(99), Duration::ZERO);
        taken.times = (1..=200).rev().map(Duration::from_millis).collect();
        taken.sort();
        assert_eq!(taken.percentile(50), Duration::from_millis(100));
        assert_eq!(taken.percentile(99), Duration::from_millis(198));
    }
}
