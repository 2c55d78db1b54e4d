//! Where a run is in its life, in the union of the vendors' words.

/// The state of a run. The codes are stored; they never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RunState {
    /// Created; nothing recorded yet.
    New,
    /// Results are arriving.
    InProgress,
    /// Somebody looks at the results.
    UnderReview,
    /// The results were not accepted.
    Rejected,
    /// Declared complete; late results are still taken.
    Done,
    /// Pushed to another system after completion; late results are still taken.
    Synced,
    /// Read-only in the dialects that say so.
    Closed,
}

impl RunState {
    /// Every state, in the order of its code.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::InProgress,
        Self::UnderReview,
        Self::Rejected,
        Self::Done,
        Self::Synced,
        Self::Closed,
    ];

    /// The stored number of this state.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::New => 0,
            Self::InProgress => 1,
            Self::UnderReview => 2,
            Self::Rejected => 3,
            Self::Done => 4,
            Self::Synced => 5,
            Self::Closed => 6,
        }
    }

    /// The state stored as `code`, or nothing if no state has it.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether somebody declared the run complete; late results may be taken all the same.
    #[must_use]
    pub const fn is_over(self) -> bool {
        match self {
            Self::New | Self::InProgress | Self::UnderReview | Self::Rejected => false,
            Self::Done | Self::Synced | Self::Closed => true,
        }
    }

    /// The state after a result arrived or an attempt began: only a new run changes.
    #[must_use]
    pub const fn after_result(self) -> Self {
        match self {
            Self::New => Self::InProgress,
            Self::InProgress
            | Self::UnderReview
            | Self::Rejected
            | Self::Done
            | Self::Synced
            | Self::Closed => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_state() {
        for (place, state) in RunState::ALL.into_iter().enumerate() {
            assert_eq!(usize::try_from(state.code()), Ok(place));
            assert_eq!(RunState::from_code(state.code()), Some(state));
        }
        assert_eq!(RunState::from_code(7), None);
    }
}
