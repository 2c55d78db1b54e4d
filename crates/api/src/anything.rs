//! A value of any type, for fields whose wrong type is told in the vendor's own words.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

/// What was sent. Texts and numbers are kept, a text as it stands in the body where it can; an object as `O` reads it;
/// of everything else only that it came. All of it is read alike, so that what is no JSON is refused wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Anything<'a, O = Passed> {
    Text(Cow<'a, str>),
    Number(Number),
    Object(O),
    /// Null, true or false, a list.
    Other,
}

/// An object of which nothing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passed;

impl<'de: 'a, 'a, O: Deserialize<'de>> Deserialize<'de> for Anything<'a, O> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnythingVisitor(PhantomData))
    }
}

struct AnythingVisitor<O>(PhantomData<O>);

impl<'de, O: Deserialize<'de>> Visitor<'de> for AnythingVisitor<O> {
    type Value = Anything<'de, O>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Anything::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Anything::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Anything::Text(Cow::Owned(text)))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Anything::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Anything::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(number).map_or(Anything::Other, Anything::Number))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Anything::Other)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Anything::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<Anything<'_>>()?.is_some() {}
        Ok(Anything::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        O::deserialize(MapAccessDeserializer::new(object)).map(Anything::Object)
    }
}

impl<'de> Deserialize<'de> for Passed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct PassedVisitor;

        impl<'de> Visitor<'de> for PassedVisitor {
            type Value = Passed;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Passed, A::Error> {
                while object.next_entry::<Anything<'_>, Anything<'_>>()?.is_some() {}
                Ok(Passed)
            }
        }

        from.deserialize_map(PassedVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_numbers_are_kept() {
        let text = |text: &'static str| Anything::Text(Cow::Borrowed(text));
        for (json, expected) in [
            (r#""a""#, text("a")),
            (r#""a\n""#, text("a\n")),
            ("-7", Anything::Number((-7).into())),
            ("7", Anything::Number(7.into())),
            ("7.5", Anything::Number(Number::from_f64(7.5).unwrap())),
            ("null", Anything::Other),
            ("true", Anything::Other),
            (r#"[1, ["a"]]"#, Anything::Other),
            (r#"{"a": {"b\n": [{}]}}"#, Anything::Object(Passed)),
        ] {
            let read: Anything<'_> = serde_json::from_str(json).unwrap();
            assert_eq!(read, expected, "{json}");
        }
    }

    #[test]
    fn a_plain_text_is_not_copied() {
        let read = |json| serde_json::from_str::<Anything<'_>>(json).unwrap();
        assert!(matches!(read(r#""a""#), Anything::Text(Cow::Borrowed("a"))));
        assert!(matches!(read(r#""\t""#), Anything::Text(Cow::Owned(_))));
    }

    #[test]
    fn it_refuses_what_a_value_refuses() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for json in [
            "1e999",
            r#"{"a": [1e999]}"#,
            r#"["\ud800"]"#,
            r#"{"\ud800": 1}"#,
            "{\"a\": \"\n\"}",
            "[1,]",
            "tru",
            &deep,
        ] {
            let value = serde_json::from_str::<serde_json::Value>(json).unwrap_err();
            let read = serde_json::from_str::<Anything<'_>>(json).unwrap_err();
            assert_eq!(read.to_string(), value.to_string(), "{json}");
        }
        for bytes in [&b"[\"\xff\"]"[..], b"{\"\xff\": 1}"] {
            let value = serde_json::from_slice::<serde_json::Value>(bytes).unwrap_err();
            let read = serde_json::from_slice::<Anything<'_>>(bytes).unwrap_err();
            assert_eq!(read.to_string(), value.to_string());
        }
    }
}
