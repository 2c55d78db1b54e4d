//! What is to be reached, and whether it is.

use super::rounds::Found;
use super::single::{Single, Subject};
use crate::bench::samples::Samples;

/// One thing to reach.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) unit: &'static str,
    pub(super) goal: Goal,
    /// Nothing if this run was too short for it.
    pub(super) found: Option<Measured>,
}

/// How far it has to be.
#[derive(Clone, Copy)]
pub(super) enum Goal {
    AtLeast(f64),
    AtMost(f64),
    /// No goal: it is told beside others.
    Told,
}

/// What was found.
#[derive(Clone)]
pub(super) struct Measured {
    /// In the bar's unit.
    pub(super) value: Samples,
    pub(super) p99_ms: Option<Samples>,
    /// To what it is measured against, round by round; nothing where the measure itself is to be reached.
    pub(super) ratio: Option<Samples>,
}

/// What became of a bar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Met,
    NotMet,
    NotRun,
    /// It has no goal.
    Told,
}

impl Bar {
    /// A bar for the ratio of one measure to another.
    pub(super) fn of_ratio(
        name: impl Into<String>,
        unit: &'static str,
        [measured, base]: [&Samples; 2],
        goal: Goal,
    ) -> Self {
        let found = Measured {
            value: measured.clone(),
            p99_ms: None,
            ratio: Some(measured.ratios_to(base)),
        };
        Self {
            name: name.into(),
            unit,
            goal,
            found: Some(found),
        }
    }

    /// A bar for a measure itself.
    pub(super) fn of_measure(
        name: impl Into<String>,
        unit: &'static str,
        measured: Samples,
        goal: Goal,
    ) -> Self {
        let found = Measured {
            value: measured,
            p99_ms: None,
            ratio: None,
        };
        Self {
            name: name.into(),
            unit,
            goal,
            found: Some(found),
        }
    }

    /// A bar that this run was too short for.
    pub(super) fn not_run(name: impl Into<String>, unit: &'static str, goal: Goal) -> Self {
        Self {
            name: name.into(),
            unit,
            goal,
            found: None,
        }
    }

    /// Whether the median reaches it.
    pub(super) fn verdict(&self) -> Verdict {
        let Some(found) = &self.found else {
            return Verdict::NotRun;
        };
        let reached = found.compared().median();
        let is_met = match self.goal {
            Goal::AtLeast(least) => reached >= least,
            Goal::AtMost(most) => reached <= most,
            Goal::Told => return Verdict::Told,
        };
        if is_met {
            Verdict::Met
        } else {
            Verdict::NotMet
        }
    }

    /// How much of the goal is reached: 1 is all of it, and less is too little.
    pub(super) fn reach(&self) -> Option<f64> {
        let reached = self.found.as_ref()?.compared().median();
        match self.goal {
            Goal::AtLeast(least) => Some(reached / least),
            Goal::AtMost(most) => Some(most / reached),
            Goal::Told => None,
        }
    }
}

impl Measured {
    /// What is held against the goal.
    fn compared(&self) -> &Samples {
        self.ratio.as_ref().unwrap_or(&self.value)
    }
}

impl Verdict {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::NotRun => "not run",
            Self::Told => "",
        }
    }
}

/// Uploads of many results, against the same writes as raw SQL.
pub(super) fn of_bulk(found: &[Found]) -> Vec<Bar> {
    let bar = |found: &Found| {
        let name = format!(
            "{} results a request, {}, {}, ÷ raw SQL",
            found.way.size.results(),
            found.way.dialect.name(),
            found.kind.name()
        );
        let samples = [&found.http, &found.floor];
        Bar::of_ratio(name, "results/s", samples, Goal::AtLeast(0.85))
    };
    found.iter().map(bar).collect()
}

/// Uploads of one result.
pub(super) fn of_singles(singles: &[Single]) -> Vec<Bar> {
    let bars = [
        (
            "single results, 64 connections, ÷ without gathering",
            Subject::Gathered,
            Subject::Alone,
            4.0,
        ),
        (
            "single results, 64 connections, ÷ a server that does nothing",
            Subject::Gathered,
            Subject::Idle,
            0.30,
        ),
        (
            "single results, 1 connection, ÷ without gathering",
            Subject::GatheredOne,
            Subject::AloneOne,
            0.95,
        ),
        (
            "single results, 64 writers into one run, ÷ into 64 runs",
            Subject::OneRun,
            Subject::Gathered,
            0.7,
        ),
    ];
    let of = |subject| singles.iter().find(|it| it.subject == subject);
    let bar = |(name, measured, base, at_least): (&str, _, _, _)| {
        let (measured, base) = (of(measured)?, of(base)?);
        let rates = [&measured.rate, &base.rate];
        let mut bar = Bar::of_ratio(name, "requests/s", rates, Goal::AtLeast(at_least));
        if let Some(found) = &mut bar.found {
            found.p99_ms = Some(measured.p99_ms.clone());
        }
        Some(bar)
    };
    bars.into_iter().filter_map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::{Bar, Goal, Verdict};
    use crate::bench::samples::Samples;

    fn samples(of: &[f64]) -> Samples {
        let mut samples = Samples::default();
        for it in of {
            samples.push(*it);
        }
        samples
    }

    #[test]
    fn a_ratio_is_held_against_the_goal_and_not_the_measure() {
        let (measured, base) = (samples(&[3.0, 3.0]), samples(&[4.0, 4.0]));
        let bar = |goal| Bar::of_ratio("", "", [&measured, &base], goal);
        assert!(bar(Goal::AtLeast(0.75)).verdict() == Verdict::Met);
        assert!(bar(Goal::AtLeast(0.76)).verdict() == Verdict::NotMet);
        assert!(bar(Goal::AtMost(0.74)).verdict() == Verdict::NotMet);
        assert!(bar(Goal::AtMost(0.75)).verdict() == Verdict::Met);
    }

    #[test]
    fn what_is_small_reaches_a_goal_that_bounds_it_from_above() {
        let bar = Bar::of_measure("", "MB", samples(&[10.0]), Goal::AtMost(20.0));
        assert!(bar.verdict() == Verdict::Met);
        assert!((bar.reach().unwrap() - 2.0).abs() < f64::EPSILON);
        let bar = Bar::not_run("", "MB", Goal::AtMost(20.0));
        assert!(bar.verdict() == Verdict::NotRun && bar.reach().is_none());
    }
}
