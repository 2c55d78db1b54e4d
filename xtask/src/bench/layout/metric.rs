//! What is measured in every round.

/// One number per layout and round, in milliseconds per call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Metric {
    Write(Write, i32),
    /// One case appended to again and again.
    Repeat,
    SeqPage(i32),
    CasePage(i32),
    PlannedPage(i32),
    History,
    Counters,
}

/// What a written batch meets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Write {
    New,
    Changed,
    Unchanged,
    /// First results in a pre-populated run.
    Filling,
}

/// In the order of a round: what is changed has been written new before it.
pub(super) const METRICS: &[Metric] = &[
    Metric::Write(Write::New, 300),
    Metric::Write(Write::Changed, 300),
    Metric::Write(Write::Unchanged, 300),
    Metric::Write(Write::Filling, 300),
    Metric::Write(Write::New, 1_000),
    Metric::Write(Write::Changed, 1_000),
    Metric::Write(Write::Unchanged, 1_000),
    Metric::Write(Write::Filling, 1_000),
    Metric::Repeat,
    Metric::SeqPage(1),
    Metric::SeqPage(100),
    Metric::CasePage(1),
    Metric::CasePage(100),
    Metric::PlannedPage(1),
    Metric::PlannedPage(100),
    Metric::History,
    Metric::Counters,
];

impl Metric {
    pub(super) fn label(self) -> String {
        match self {
            Self::Write(Write::New, size) => format!("bulk {size}, new"),
            Self::Write(Write::Changed, size) => format!("bulk {size}, changed"),
            Self::Write(Write::Unchanged, size) => format!("bulk {size}, unchanged"),
            Self::Write(Write::Filling, size) => format!("bulk {size}, new in a pre-populated run"),
            Self::Repeat => "one case again and again".to_owned(),
            Self::SeqPage(page) => format!("newest first, page {page}"),
            Self::CasePage(page) => format!("in case order, page {page}"),
            Self::PlannedPage(page) => format!("in case order, half untested, page {page}"),
            Self::History => "history of a case".to_owned(),
            Self::Counters => "counters of a run".to_owned(),
        }
    }
}
