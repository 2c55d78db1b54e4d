//! Fields that an organization adds to its cases and results, and what their values must be.

mod value;

pub use value::{GivenValue, ValueDefect};

use crate::text::Text;

/// What a field takes as its value. The codes are stored; they never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// One line of text.
    Line,
    /// Text of any length.
    Prose,
    /// One of the field's options.
    Choice,
    /// Any of the field's options.
    Choices,
    /// The address of a user.
    User,
    /// A web address.
    Link,
    /// Yes or no.
    Flag,
    /// A whole number.
    Integer,
    /// A day.
    Day,
}

impl FieldKind {
    /// Every kind, in the order of its code.
    pub const ALL: [Self; 9] = [
        Self::Line,
        Self::Prose,
        Self::Choice,
        Self::Choices,
        Self::User,
        Self::Link,
        Self::Flag,
        Self::Integer,
        Self::Day,
    ];

    /// The stored number of this kind.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Line => 0,
            Self::Prose => 1,
            Self::Choice => 2,
            Self::Choices => 3,
            Self::User => 4,
            Self::Link => 5,
            Self::Flag => 6,
            Self::Integer => 7,
            Self::Day => 8,
        }
    }

    /// The kind stored as `code`, or nothing if no kind has it.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether its values are options that the field lists.
    #[must_use]
    pub const fn has_options(self) -> bool {
        match self {
            Self::Choice | Self::Choices => true,
            Self::Line
            | Self::Prose
            | Self::User
            | Self::Link
            | Self::Flag
            | Self::Integer
            | Self::Day => false,
        }
    }
}

/// What a field belongs to. The codes are stored; they never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldSubject {
    /// Test cases.
    Case,
    /// Results of test cases.
    Result,
}

impl FieldSubject {
    /// The stored number of this subject.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Case => 0,
            Self::Result => 1,
        }
    }

    /// The subject stored as `code`, or nothing if none has it.
    #[must_use]
    pub fn from_code(code: i16) -> Option<Self> {
        [Self::Case, Self::Result]
            .into_iter()
            .find(|subject| subject.code() == code)
    }
}

/// One of the values that a field of options can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldOption {
    /// The value.
    pub value: Text,
    /// Whether it is offered first.
    pub is_default: bool,
}

/// What the values of a field must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRule {
    /// The field's name, by which values are given.
    pub name: Text,
    /// What it takes.
    pub kind: FieldKind,
    /// What it can be chosen from; empty unless the kind has options.
    pub options: Vec<FieldOption>,
}

/// The rule of the field of this name, if there is one.
#[must_use]
pub fn rule_of<'a>(rules: &'a [FieldRule], name: &str) -> Option<&'a FieldRule> {
    rules.iter().find(|rule| rule.name.as_str() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back() {
        for kind in FieldKind::ALL {
            assert_eq!(FieldKind::from_code(kind.code()), Some(kind));
        }
        for subject in [FieldSubject::Case, FieldSubject::Result] {
            assert_eq!(FieldSubject::from_code(subject.code()), Some(subject));
        }
        assert_eq!(FieldKind::from_code(9), None);
        assert_eq!(FieldSubject::from_code(-1), None);
    }

    #[test]
    fn a_rule_is_found_by_its_exact_name() {
        let rules = [FieldRule {
            name: Text::new("Severity").unwrap(),
            kind: FieldKind::Line,
            options: Vec::new(),
        }];
        assert!(rule_of(&rules, "Severity").is_some());
        assert!(rule_of(&rules, "severity").is_none());
    }
}
