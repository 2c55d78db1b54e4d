//! How results are uploaded: in which dialect, how many a request, and to what end.

/// Whose words they are uploaded in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// The same result again is none.
    Qahub,
    /// Every result is appended.
    Browserstack,
}

impl Dialect {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Qahub => "qahub",
            Self::Browserstack => "browserstack",
        }
    }

    /// Whether what a row shows is superseded whatever it is.
    pub(super) const fn appends(self) -> bool {
        match self {
            Self::Qahub => false,
            Self::Browserstack => true,
        }
    }

    /// What can be uploaded, in the order in which a run gets it.
    pub(super) const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Qahub => &[Kind::New, Kind::Changed, Kind::Unchanged],
            Self::Browserstack => &[Kind::New, Kind::Changed],
        }
    }
}

/// How results are uploaded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub(super) dialect: Dialect,
    pub(super) size: Size,
}

impl Way {
    /// Browserstack takes no more than 300 a request.
    pub(super) const ALL: [Self; 3] = [
        Self::of(Dialect::Qahub, Size::Usual),
        Self::of(Dialect::Qahub, Size::Large),
        Self::of(Dialect::Browserstack, Size::Usual),
    ];

    const fn of(dialect: Dialect, size: Size) -> Self {
        Self { dialect, size }
    }
}

/// Results in a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// What a reporter sends.
    Usual,
    /// What an import sends.
    Large,
}

impl Size {
    pub(super) const fn results(self) -> i32 {
        match self {
            Self::Usual => 300,
            Self::Large => 1_000,
        }
    }
}

/// What the uploaded results are to those that are there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The first ones of untested cases.
    New,
    /// Different from the ones shown, which they supersede.
    Changed,
    /// The same as the ones shown.
    Unchanged,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }

    pub(super) const fn version(self) -> i32 {
        match self {
            Self::New => 1,
            Self::Changed | Self::Unchanged => 2,
        }
    }
}
