//! What a torture came to.

use std::collections::BTreeMap;
use std::fmt;

use crate::book::{Outcome, Sent, Wrote};
use crate::fault::Fault;
use crate::round::Round;
use crate::verify::{Finding, Findings, Kind};

/// How many findings are shown in full.
const SHOWN: usize = 20;

/// What was done and what was found.
#[derive(Debug, Default)]
pub struct Report {
    /// Where its choices begin.
    pub seed: u64,
    /// Rounds that came to their end.
    pub rounds: usize,
    /// Writes, without repeats.
    pub requests: usize,
    /// Writes that were acknowledged.
    pub acknowledged: usize,
    /// Results, tests, runs and files in them.
    pub results: usize,
    /// Writes whose answer was lost, or that they could not be carried out now.
    pub unanswered: usize,
    /// Writes that the vendor's rule refuses.
    pub refused: usize,
    /// Writes that were sent again under their `Idempotency-Key`.
    pub repeated: usize,
    /// What happened how often.
    pub faults: BTreeMap<Fault, usize>,
    /// Starts after a round that were killed, too.
    pub stumbles: usize,
    /// What the full disk was made of.
    pub disk: &'static str,
    /// What must not be.
    pub findings: Vec<Finding>,
}

impl Report {
    /// Counts a round that came to its end, and says in a line what it came to.
    pub(crate) fn add(&mut self, fault: Fault, round: &Round) -> String {
        let before = (self.requests, self.acknowledged);
        self.rounds += 1;
        self.stumbles += usize::from(round.stumbled);
        *self.faults.entry(fault).or_default() += 1;
        for sent in &round.book.sent {
            self.count(sent);
        }
        format!(
            "{:<15}  {:>5} requests  {:>5} acknowledged  {} findings",
            fault.words(),
            self.requests - before.0,
            self.acknowledged - before.1,
            round.findings.0.len()
        )
    }

    fn count(&mut self, sent: &Sent) {
        self.requests += 1;
        self.repeated += usize::from(sent.times > 1);
        match &sent.outcome {
            Outcome::Acknowledged(_) => {
                self.acknowledged += 1;
                self.results += match &sent.wrote {
                    Wrote::Results { items, .. } => items.iter().filter(|it| it.good).count(),
                    Wrote::Files { files, .. } => files.len(),
                    Wrote::Start { .. } | Wrote::Finish { .. } | Wrote::Execution => 1,
                };
            }
            Outcome::Refused(..) => self.refused += 1,
            Outcome::Unknown(_) => self.unanswered += 1,
        }
    }

    /// Takes note of what a round's comparison found; what was found before is the same thing.
    pub(crate) fn find(&mut self, round: usize, findings: Findings) {
        for Finding { kind, what } in findings.0 {
            let what = format!("round {round}: {what}");
            let finding = Finding { kind, what };
            if !self.findings.contains(&finding) {
                self.findings.push(finding);
            }
        }
    }

    /// Takes note of why it did not come to its end.
    pub(crate) fn stopped(&mut self, error: &anyhow::Error) {
        self.findings.push(Finding {
            kind: Kind::Broken,
            what: format!("stopped: {error:#}"),
        });
    }

    /// Whether nothing was found that must not be.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn found(&self, kind: Kind) -> usize {
        self.findings.iter().filter(|it| it.kind == kind).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in self.findings.iter().take(SHOWN) {
            writeln!(f, "{:?}: {}", finding.kind, finding.what)?;
        }
        writeln!(f, "seed              {}", self.seed)?;
        writeln!(f, "rounds            {}", self.rounds)?;
        writeln!(f, "requests          {}", self.requests)?;
        writeln!(
            f,
            "acknowledged      {} ({} results, tests, runs and files)",
            self.acknowledged, self.results
        )?;
        writeln!(f, "unanswered        {}", self.unanswered)?;
        writeln!(f, "refused by rule   {}", self.refused)?;
        writeln!(f, "repeated by key   {}", self.repeated)?;
        let faults = self
            .faults
            .iter()
            .map(|(fault, times)| format!("{} {times}", fault.words()));
        writeln!(
            f,
            "faults            {}",
            faults.collect::<Vec<_>>().join(", ")
        )?;
        writeln!(f, "starts killed     {}", self.stumbles)?;
        writeln!(f, "disk              {}", self.disk)?;
        writeln!(f, "losses            {}", self.found(Kind::Loss))?;
        writeln!(f, "doubles           {}", self.found(Kind::Double))?;
        write!(f, "invariant breaks  {}", self.found(Kind::Broken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(mark: &str) -> Findings {
        let mut findings = Findings::default();
        findings.add(Kind::Loss, format!("{mark} is not there"));
        findings
    }

    #[test]
    fn a_loss_is_counted_once_however_often_it_is_looked_at() {
        let mut report = Report::default();
        report.find(1, lost("w1-1.0"));
        report.find(1, lost("w1-1.0"));
        assert_eq!(report.found(Kind::Loss), 1);
        // Marks are made up anew in each round.
        report.find(2, lost("w1-1.0"));
        assert_eq!(report.found(Kind::Loss), 2);
    }

    #[test]
    fn a_round_that_comes_to_no_end_is_reported_with_what_was_found_before() {
        let mut report = Report::default();
        report.find(1, lost("w1-1.0"));
        report.stopped(&anyhow::anyhow!("no start").context("round 2"));
        assert!(!report.is_clean());
        let said = report.to_string();
        assert!(
            said.contains("Loss: round 1: w1-1.0 is not there"),
            "{said}"
        );
        assert!(
            said.contains("Broken: stopped: round 2: no start"),
            "{said}"
        );
    }
}
