//! One item of an upload.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::anything::Anything;
use crate::sent::Sent;

/// An item of whatever type: one that is no object is refused alone.
pub(crate) type Item<'a> = Anything<'a, Fields<'a>>;

/// What an item says. Every field is of any type here, so that a wrong one can be named.
/// Of a field that is there twice, the later one counts.
#[derive(Debug, Default)]
pub(crate) struct Fields<'a> {
    pub(crate) test_case_code: Field<'a>,
    pub(crate) test_case_id: Field<'a>,
    pub(crate) status: Field<'a>,
    pub(crate) comment: Field<'a>,
    pub(crate) bug_ticket_key: Field<'a>,
    pub(crate) bug_ticket_url: Field<'a>,
    pub(crate) duration_ms: Field<'a>,
    pub(crate) framework: Field<'a>,
    pub(crate) error_message: Field<'a>,
    pub(crate) error_stack: Field<'a>,
    /// ISO 8601.
    pub(crate) executed_at: Field<'a>,
    /// Of a test that no test case stands for, or with the tag of one; ingest alone knows it.
    pub(crate) title: Field<'a>,
}

pub(crate) type Field<'a> = Sent<Anything<'a>>;

#[derive(Clone, Copy, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Name {
    TestCaseCode,
    TestCaseId,
    Status,
    Comment,
    BugTicketKey,
    BugTicketUrl,
    DurationMs,
    Framework,
    ErrorMessage,
    ErrorStack,
    ExecutedAt,
    Title,
    #[serde(other)]
    Unknown,
}

impl<'a> Fields<'a> {
    /// The field of this name; `None` if it has no meaning.
    const fn named(&mut self, name: Name) -> Option<&mut Field<'a>> {
        Some(match name {
            Name::TestCaseCode => &mut self.test_case_code,
            Name::TestCaseId => &mut self.test_case_id,
            Name::Status => &mut self.status,
            Name::Comment => &mut self.comment,
            Name::BugTicketKey => &mut self.bug_ticket_key,
            Name::BugTicketUrl => &mut self.bug_ticket_url,
            Name::DurationMs => &mut self.duration_ms,
            Name::Framework => &mut self.framework,
            Name::ErrorMessage => &mut self.error_message,
            Name::ErrorStack => &mut self.error_stack,
            Name::ExecutedAt => &mut self.executed_at,
            Name::Title => &mut self.title,
            Name::Unknown => return None,
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;

        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Fields<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Fields<'de>, A::Error> {
                let mut fields = Fields::default();
                while let Some(name) = object.next_key()? {
                    let value = object.next_value()?;
                    if let Some(field) = fields.named(name) {
                        *field = value;
                    }
                }
                Ok(fields)
            }
        }

        from.deserialize_map(FieldsVisitor)
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use domain::patch::Patch;

    use super::*;

    #[test]
    fn of_a_field_that_is_there_twice_the_later_one_counts() {
        let json =
            r#"{"status": {"a": 1}, "x": 7, "comment": "a", "status": "PASSED", "comment": null}"#;
        let Item::Object(fields) = serde_json::from_str(json).unwrap() else {
            panic!("an object")
        };
        let passed = Anything::Text(Cow::Borrowed("PASSED"));
        assert_eq!(fields.status.0, Patch::Set(passed));
        assert_eq!(fields.comment.0, Patch::Clear);
        assert_eq!(fields.framework.0, Patch::Keep);
    }
}
