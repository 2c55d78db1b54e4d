//! Whole numbers as clients write them.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, de};
use serde_json::Number;

/// A whole number of 64 bits.
///
/// `5.0` is 5: JSON has one kind of number, JSON Schema calls this one an integer, and programs whose only number is
/// a float (Lua, some of PHP's) write it so. What has a fraction is none, and neither is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Integer(pub(crate) i64);

impl Integer {
    /// `None` for a fraction, and for what 64 bits do not hold.
    pub(crate) fn of(number: &Number) -> Option<Self> {
        let whole = || {
            let float = number.as_f64().filter(|it| it.fract() == 0.0)?;
            format!("{float:.0}").parse().ok()
        };
        number.as_i64().or_else(whole).map(Self)
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = Number::deserialize(from)?;
        let problem = || de::Error::custom(format!("{number} is no integer of 64 bits"));
        Self::of(&number).ok_or_else(problem)
    }
}

impl JsonSchema for Integer {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        i64::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        i64::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Id {
        Number(Integer),
        Text(String),
    }

    #[test]
    fn a_whole_number_is_an_integer_however_it_is_written() {
        for (json, expected) in [
            ("5", Some(5)),
            ("5.0", Some(5)),
            ("-5.00", Some(-5)),
            ("-0.0", Some(0)),
            ("5e2", Some(500)),
            ("506064.0", Some(506_064)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808.0", Some(i64::MIN)),
            ("9007199254740993.0", Some(9_007_199_254_740_992)),
            ("5.5", None),
            ("5e-1", None),
            ("9223372036854775808", None),
            ("9223372036854775808.0", None),
            ("18446744073709551615", None),
            ("1e300", None),
            (r#""5""#, None),
            ("true", None),
            ("[5]", None),
            ("null", None),
        ] {
            let read = serde_json::from_str::<Integer>(json);
            assert_eq!(read.ok().map(|it| it.0), expected, "{json}");
        }
    }

    #[test]
    fn beside_other_types_it_is_read_the_same() {
        let read = |json| serde_json::from_str::<Id>(json);
        assert!(matches!(read("7.0"), Ok(Id::Number(Integer(7)))));
        assert!(matches!(read(r#""7""#), Ok(Id::Text(text)) if text == "7"));
        assert!(read("7.5").is_err());
    }
}
