//! What a client gives as the value of a custom field, and whether the field takes it.

use thiserror::Error;
use time::macros::format_description;
use time::{Date, OffsetDateTime, format_description::well_known::Rfc3339};

use super::{FieldKind, FieldRule};

/// A value as a client gave it, whatever notation it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenValue<'a> {
    /// A text.
    Text(&'a str),
    /// A whole number that fits 64 bits.
    Whole(i64),
    /// Any other number.
    Number,
    /// Yes or no.
    Flag(bool),
    /// Several values.
    List(Vec<GivenValue<'a>>),
    /// Something with fields of its own.
    Structure,
}

/// Why a value was refused. Each reads on after the name of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ValueDefect {
    /// A list or a structure where one value belongs.
    #[error("must be a text")]
    NotText,
    /// Not one of the options.
    #[error("must be one of the field's options")]
    NotAnOption,
    /// Not a list of options.
    #[error("must be a list of the field's options")]
    NotOptions,
    /// Not an address.
    #[error("must be the email address of a user")]
    NotAUser,
    /// Not a link.
    #[error("must be an http or https address")]
    NotALink,
    /// Neither yes nor no.
    #[error("must be true or false")]
    NotAFlag,
    /// Not whole, or beyond 64 bits.
    #[error("must be a whole number")]
    NotAnInteger,
    /// Not a day of the calendar.
    #[error("must be a date, as in 2025-12-31")]
    NotADay,
}

impl FieldRule {
    /// Whether the field takes this value. A text stands for what it spells, and the empty text, which says
    /// that there is no value, is good for every field.
    pub fn check(&self, value: &GivenValue<'_>) -> Result<(), ValueDefect> {
        if *value == GivenValue::Text("") {
            return Ok(());
        }
        let (good, defect) = match self.kind {
            FieldKind::Line | FieldKind::Prose => (is_single(value), ValueDefect::NotText),
            FieldKind::Choice => (self.is_option(value), ValueDefect::NotAnOption),
            FieldKind::Choices => (self.are_options(value), ValueDefect::NotOptions),
            FieldKind::User => (spells(value, is_address), ValueDefect::NotAUser),
            FieldKind::Link => (spells(value, is_link), ValueDefect::NotALink),
            FieldKind::Flag => (is_flag(value), ValueDefect::NotAFlag),
            FieldKind::Integer => (is_integer(value), ValueDefect::NotAnInteger),
            FieldKind::Day => (spells(value, is_day), ValueDefect::NotADay),
        };
        if good { Ok(()) } else { Err(defect) }
    }

    fn is_option(&self, value: &GivenValue<'_>) -> bool {
        let has = |text: &str| self.options.iter().any(|it| it.value.as_str() == text);
        match value {
            GivenValue::Text(text) => has(text),
            GivenValue::Whole(number) => has(&number.to_string()),
            GivenValue::Number
            | GivenValue::Flag(_)
            | GivenValue::List(_)
            | GivenValue::Structure => false,
        }
    }

    /// One option may stand without its list.
    fn are_options(&self, value: &GivenValue<'_>) -> bool {
        match value {
            GivenValue::List(values) => values.iter().all(|value| self.is_option(value)),
            single => self.is_option(single),
        }
    }
}

const fn is_single(value: &GivenValue<'_>) -> bool {
    match value {
        GivenValue::Text(_) | GivenValue::Whole(_) | GivenValue::Number | GivenValue::Flag(_) => {
            true
        }
        GivenValue::List(_) | GivenValue::Structure => false,
    }
}

fn spells(value: &GivenValue<'_>, what: fn(&str) -> bool) -> bool {
    matches!(value, GivenValue::Text(text) if what(text))
}

fn is_flag(value: &GivenValue<'_>) -> bool {
    let spelled = |text: &str| {
        ["true", "false"]
            .iter()
            .any(|it| it.eq_ignore_ascii_case(text))
    };
    matches!(value, GivenValue::Flag(_)) || spells(value, spelled)
}

fn is_integer(value: &GivenValue<'_>) -> bool {
    matches!(value, GivenValue::Whole(_)) || spells(value, |text| text.parse::<i64>().is_ok())
}

/// A day, or a moment, which is on a day.
fn is_day(text: &str) -> bool {
    Date::parse(text, format_description!("[year]-[month]-[day]")).is_ok()
        || OffsetDateTime::parse(text, &Rfc3339).is_ok()
}

fn is_link(text: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let begins = text.get(..scheme.len())?.eq_ignore_ascii_case(scheme);
        begins.then(|| text.get(scheme.len()..)).flatten()
    });
    let is_clean = !text.chars().any(|it| it.is_whitespace() || it.is_control());
    is_clean && host.is_some_and(|host| !host.is_empty() && !host.starts_with(['/', '?', '#']))
}

fn is_address(text: &str) -> bool {
    let is_clean = !text.chars().any(|it| it.is_whitespace() || it.is_control());
    let parts = text.rsplit_once('@');
    is_clean && parts.is_some_and(|(user, host)| !user.is_empty() && !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::custom_field::FieldOption;

    fn rule(kind: FieldKind) -> FieldRule {
        let option = |value: &str| FieldOption {
            value: crate::text::Text::new(value).unwrap(),
            is_default: false,
        };
        FieldRule {
            name: crate::text::Text::new("Severity").unwrap(),
            kind,
            options: vec![option("High"), option("2")],
        }
    }

    #[test]
    fn each_kind_takes_its_values_and_no_others() {
        use FieldKind::{Choice, Choices, Day, Flag, Integer, Line, Link, Prose, User};
        use GivenValue::{List, Number, Structure, Text, Whole};
        let yes = GivenValue::Flag(true);
        for (kind, good, bad) in [
            (
                Line,
                vec![Text("x"), Whole(7), Number, yes.clone()],
                vec![List(vec![]), Structure],
            ),
            (Prose, vec![Text("a\nb")], vec![Structure]),
            (
                Choice,
                vec![Text("High"), Text("2"), Whole(2)],
                vec![
                    Text("high"),
                    Text("Low"),
                    Whole(3),
                    Number,
                    List(vec![Text("High")]),
                ],
            ),
            (
                Choices,
                vec![
                    List(vec![Text("High"), Whole(2)]),
                    List(vec![]),
                    Text("High"),
                ],
                vec![
                    List(vec![Text("High"), Text("Low")]),
                    List(vec![List(vec![Text("High")])]),
                    Structure,
                ],
            ),
            (
                User,
                vec![Text("ann@example.com")],
                vec![Text("ann"), Text("@x"), Text("a b@x"), Whole(1)],
            ),
            (
                Link,
                vec![Text("https://a.b/c?d"), Text("HTTP://localhost:1")],
                vec![
                    Text("a.b"),
                    Text("ftp://a"),
                    Text("https://"),
                    Text("https:///x"),
                    Text("https://a b"),
                    Text("日本語です"),
                ],
            ),
            (
                Flag,
                vec![yes, Text("false"), Text("True")],
                vec![Text("yes"), Whole(1)],
            ),
            (
                Integer,
                vec![Whole(-3), Text("-3"), Text("9223372036854775807")],
                vec![
                    Number,
                    Text("1.5"),
                    Text("9223372036854775808"),
                    GivenValue::Flag(false),
                ],
            ),
            (
                Day,
                vec![Text("2024-02-29"), Text("2024-02-29T10:00:00Z")],
                vec![
                    Text("2023-02-29"),
                    Text("29-02-2024"),
                    Text("tomorrow"),
                    Whole(2024),
                ],
            ),
        ] {
            let rule = rule(kind);
            for value in good {
                assert_eq!(rule.check(&value), Ok(()), "{kind:?} {value:?}");
            }
            for value in bad {
                assert!(rule.check(&value).is_err(), "{kind:?} {value:?}");
            }
        }
    }

    #[test]
    fn the_empty_text_is_no_value_and_good_everywhere() {
        for kind in FieldKind::ALL {
            assert_eq!(rule(kind).check(&GivenValue::Text("")), Ok(()), "{kind:?}");
        }
    }
}
