//! What a takeover came to.

use std::fmt;
use std::time::Duration;

use super::goes_over;
use crate::book::{Outcome, Sent};
use crate::verify::{Finding, Kind};

/// How long a request may take: a migration keeps others behind it for two seconds at a time, and one that has passed it
/// may meet the next.
const LONGEST: Duration = Duration::from_secs(5);

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcomes {
    /// Writes.
    pub requests: usize,
    /// Writes that were acknowledged.
    pub acknowledged: usize,
    /// Of these, those that the older program acknowledged after the newer one had migrated.
    pub later: usize,
    /// Writes that the vendor's rule refuses.
    pub refused: usize,
    /// The longest that a writer waited for an answer.
    pub longest: Duration,
    /// What must not be: writes that failed, and what was lost.
    pub findings: Vec<Finding>,
    /// Where the data and the logs are, if something was found.
    pub kept: Option<String>,
}

impl Outcomes {
    pub(super) fn of(sent: &[Sent], migrated: usize) -> Self {
        let mut outcomes = Self {
            requests: sent.len(),
            ..Self::default()
        };
        for (place, one) in sent.iter().enumerate() {
            match &one.outcome {
                Outcome::Acknowledged(_) => {
                    outcomes.acknowledged += 1;
                    let is_later = place >= migrated && !goes_over(one.writer);
                    outcomes.later += usize::from(is_later);
                }
                Outcome::Refused(..) => outcomes.refused += 1,
                Outcome::Unknown(failure) => outcomes.findings.push(Finding {
                    kind: Kind::Broken,
                    what: format!(
                        "{} {} failed: {failure:?}",
                        one.request.method, one.request.path
                    ),
                }),
            }
        }
        outcomes
    }

    /// Takes note of the longest that a writer waited.
    pub(super) fn waited(&mut self, longest: Duration) {
        self.longest = longest;
        if longest > LONGEST {
            self.findings.push(Finding {
                kind: Kind::Broken,
                what: format!("a request took {longest:.1?}, which is over {LONGEST:?}"),
            });
        }
    }
}

impl fmt::Display for Outcomes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            requests,
            acknowledged,
            later,
            refused,
            longest,
            findings,
            kept,
        } = self;
        for Finding { kind, what } in findings {
            writeln!(f, "{kind:?}: {what}")?;
        }
        if let Some(kept) = kept {
            writeln!(f, "{kept}")?;
        }
        writeln!(f, "requests          {requests}")?;
        writeln!(
            f,
            "acknowledged      {acknowledged} ({later} by the older program after the newer one had migrated)"
        )?;
        writeln!(f, "refused by rule   {refused}")?;
        writeln!(f, "longest request   {longest:.1?}")?;
        write!(f, "findings          {}", findings.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_takes_too_long_is_a_finding() {
        let mut outcomes = Outcomes::default();
        outcomes.waited(LONGEST);
        assert!(outcomes.findings.is_empty());
        outcomes.waited(LONGEST + Duration::from_millis(100));
        assert_eq!(
            outcomes.findings[0].what,
            "a request took 5.1s, which is over 5s"
        );
    }
}
