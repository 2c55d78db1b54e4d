//! The numbers people see: `PR-3`, `TR-12`, `TC-7`, and the integer id of a result.

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i32);

        impl $name {
            /// Accepts 1 and above; what is stored and spelled is never zero or negative.
            #[must_use]
            pub const fn new(number: i32) -> Option<Self> {
                if number >= 1 { Some(Self(number)) } else { None }
            }

            /// The plain number.
            #[must_use]
            pub const fn get(self) -> i32 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }
    )*};
}

numbers! {
    /// A project, unique in its organization.
    ProjectNumber;
    /// A test run, unique in its organization.
    RunNumber;
    /// A test case, unique in its organization.
    CaseNumber;
    /// A folder, unique in its organization.
    FolderNumber;
    /// A configuration, unique in its organization.
    ConfigurationNumber;
    /// A custom field, unique in its organization.
    FieldNumber;
    /// A custom status, unique in its organization.
    CustomStatusNumber;
    /// A user, unique in the database.
    UserNumber;
    /// A step of a test case, unique in its organization; it survives reordering.
    StepNumber;
}

/// The place of a result or step row in its run: dense, from 1, never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(i32);

impl Seq {
    /// The highest place a run can number: 2^22 - 1, so that a [`ResultNumber`] stays below 2^53.
    pub const MAX: Self = Self(4_194_303);

    /// Accepts 1 to [`Seq::MAX`].
    #[must_use]
    pub const fn new(seq: i32) -> Option<Self> {
        if seq >= 1 && seq <= Self::MAX.0 {
            Some(Self(seq))
        } else {
            None
        }
    }

    /// The plain number.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }
}

/// The public integer id of a result or step row: run number × 2^22 + seq, below 2^53.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResultNumber(i64);

impl ResultNumber {
    const SEQ_BITS: u32 = 22;

    /// Joins a run and a place in it.
    #[must_use]
    pub fn new(run: RunNumber, seq: Seq) -> Self {
        Self((i64::from(run.get()) << Self::SEQ_BITS) | i64::from(seq.get()))
    }

    /// Reads an id a client sent; `None` if no result can have it.
    #[must_use]
    pub fn parse(id: i64) -> Option<Self> {
        let number = Self(id);
        number.split().map(|_| number)
    }

    /// The plain number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The run and the place in it.
    #[must_use]
    pub fn split(self) -> Option<(RunNumber, Seq)> {
        let run = i32::try_from(self.0 >> Self::SEQ_BITS)
            .ok()
            .and_then(RunNumber::new)?;
        let seq = i32::try_from(self.0 & i64::from(Seq::MAX.0))
            .ok()
            .and_then(Seq::new)?;
        Some((run, seq))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_result_number_splits_into_what_it_was_made_of(run in 1..=i32::MAX, seq in 1..=4_194_303) {
            let (run, seq) = (RunNumber::new(run).unwrap(), Seq::new(seq).unwrap());
            let number = ResultNumber::new(run, seq);
            prop_assert_eq!(number.split(), Some((run, seq)));
            prop_assert!(number.get() < 1 << 53);
            prop_assert_eq!(ResultNumber::parse(number.get()), Some(number));
        }

        #[test]
        fn any_integer_is_read_or_refused(id in any::<i64>()) {
            if let Some(number) = ResultNumber::parse(id) {
                prop_assert_eq!(number.get(), id);
            }
        }
    }

    #[test]
    fn zero_is_nobodys_number() {
        assert_eq!(RunNumber::new(0), None);
        assert_eq!(Seq::new(0), None);
        assert_eq!(Seq::new(4_194_304), None);
        assert_eq!(ResultNumber::parse(1 << 22), None);
    }
}
