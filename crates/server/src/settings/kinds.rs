//! The kinds of value a setting can have, and what each accepts.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use config::ValueKind;

use super::public_url::PublicUrl;
use super::secret::Secret;

/// A kind of value. Files have texts, numbers, true and false; the environment and flags have texts only, so all are
/// also read from a text. Nothing else is converted: `true` is not 1.
pub(super) trait Kind: Sized {
    /// Ends the sentence "… is not …".
    const EXPECTED: &'static str;
    /// No message shows the value.
    const SECRET: bool = false;

    /// `None` where the value is not of this kind.
    fn read(value: &ValueKind) -> Option<Self>;
}

/// A user's name: what HTTP Basic and a shell take without quoting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a Postgres is. Holds a password, as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseUrl(Secret);

impl DatabaseUrl {
    /// The whole URL, with its password.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// The URL without user, password and parameters, to be shown. Where a password may begin in one part and end in
    /// another, nothing is shown of it but whose value it is.
    #[must_use]
    pub fn place(&self) -> &str {
        let url = self.0.reveal();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (place, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        if parameters.contains('@') {
            return "the address in database.url";
        }
        place.rsplit_once('@').map_or(place, |(_, place)| place)
    }
}

impl Kind for SocketAddr {
    const EXPECTED: &'static str = "an IP address with a port, such as 127.0.0.1:8080";

    fn read(value: &ValueKind) -> Option<Self> {
        text(value)?.parse().ok()
    }
}

impl Kind for NonZeroUsize {
    const EXPECTED: &'static str = "a whole number, 1 or more";

    fn read(value: &ValueKind) -> Option<Self> {
        match value {
            ValueKind::String(text) => text.parse().ok(),
            ValueKind::I64(number) => usize::try_from(*number).ok()?.try_into().ok(),
            ValueKind::U64(number) => usize::try_from(*number).ok()?.try_into().ok(),
            _ => None,
        }
    }
}

impl Kind for u32 {
    const EXPECTED: &'static str = "a whole number, 0 or more";

    fn read(value: &ValueKind) -> Option<Self> {
        match value {
            ValueKind::String(text) => text.parse().ok(),
            ValueKind::I64(number) => Self::try_from(*number).ok(),
            ValueKind::U64(number) => Self::try_from(*number).ok(),
            _ => None,
        }
    }
}

impl Kind for bool {
    const EXPECTED: &'static str = "true or false";

    fn read(value: &ValueKind) -> Option<Self> {
        match value {
            ValueKind::Boolean(is_on) => Some(*is_on),
            ValueKind::String(text) => text.parse().ok(),
            _ => None,
        }
    }
}

impl Kind for PathBuf {
    const EXPECTED: &'static str = "a path";

    fn read(value: &ValueKind) -> Option<Self> {
        text(value).filter(|text| !text.is_empty()).map(Self::from)
    }
}

impl Kind for PublicUrl {
    const EXPECTED: &'static str =
        "a URL without user, query and fragment, such as https://verdict.example.org";

    fn read(value: &ValueKind) -> Option<Self> {
        Self::parse(text(value)?)
    }
}

impl Kind for DatabaseUrl {
    const EXPECTED: &'static str = "a URL that begins with postgres:// or postgresql://";
    const SECRET: bool = true;

    fn read(value: &ValueKind) -> Option<Self> {
        let url = text(value)?;
        let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        is_postgres.then(|| Self(Secret::new(url)))
    }
}

impl Kind for Username {
    const EXPECTED: &'static str = "a name of letters, digits and . _ - + @";

    fn read(value: &ValueKind) -> Option<Self> {
        let name = text(value)?;
        made_of(name, "._-+@").then(|| Self(name.to_owned()))
    }
}

/// An access key that people choose. A shorter one could be guessed, and it opens everything.
impl Kind for Secret {
    const EXPECTED: &'static str = "a key of 16 or more letters, digits and . _ - + / =";
    const SECRET: bool = true;

    fn read(value: &ValueKind) -> Option<Self> {
        let key = text(value)?;
        (key.len() >= 16 && made_of(key, "._-+/=")).then(|| Self::new(key))
    }
}

/// An empty text means that the setting is not set.
impl<K: Kind> Kind for Option<K> {
    const EXPECTED: &'static str = K::EXPECTED;
    const SECRET: bool = K::SECRET;

    fn read(value: &ValueKind) -> Option<Self> {
        if text(value) == Some("") {
            return Some(None);
        }
        K::read(value).map(Some)
    }
}

fn text(value: &ValueKind) -> Option<&str> {
    match value {
        ValueKind::String(text) => Some(text),
        _ => None,
    }
}

fn made_of(text: &str, also: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || also.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_database_has_no_password() {
        for (url, expected) in [
            (
                "postgres://me:p%40ss@db.example:5432/verdict",
                "db.example:5432/verdict",
            ),
            (
                "postgres://me:p/a:s@s@db/verdict?sslmode=require",
                "db/verdict",
            ),
            (
                "postgres://me:p?ass@db/verdict",
                "the address in database.url",
            ),
            (
                "postgres://me:p@a?ss@db/verdict",
                "the address in database.url",
            ),
            (
                "postgresql://db/verdict?password=x@y",
                "the address in database.url",
            ),
            ("postgresql://db/verdict?password=xy", "db/verdict"),
            ("postgres://db", "db"),
        ] {
            let value = ValueKind::String(url.to_owned());
            assert_eq!(DatabaseUrl::read(&value).unwrap().place(), expected);
        }
    }

    #[test]
    fn a_key_has_sixteen_characters_that_no_shell_changes() {
        for (key, is_one) in [
            ("0123456789abcde+", true),
            ("0123456789abcde", false),
            ("0123456789abcde:", false),
            ("0123456789 abcdef", false),
        ] {
            let value = ValueKind::String(key.to_owned());
            assert_eq!(Secret::read(&value).is_some(), is_one, "{key}");
        }
    }

    #[test]
    fn a_number_is_read_from_a_text_and_nothing_else() {
        for (value, expected) in [
            (ValueKind::String("10".to_owned()), Some(10)),
            (ValueKind::I64(10), Some(10)),
            (ValueKind::I64(0), None),
            (ValueKind::I64(-1), None),
            (ValueKind::Boolean(true), None),
            (ValueKind::Float(1.5), None),
            (ValueKind::String("10 MB".to_owned()), None),
        ] {
            let read = NonZeroUsize::read(&value).map(NonZeroUsize::get);
            assert_eq!(read, expected, "{value:?}");
        }
    }

    #[test]
    fn a_switch_is_true_or_false_and_no_number() {
        for (value, expected) in [
            (ValueKind::Boolean(false), Some(false)),
            (ValueKind::String("true".to_owned()), Some(true)),
            (ValueKind::String("on".to_owned()), None),
            (ValueKind::String(String::new()), None),
            (ValueKind::I64(1), None),
        ] {
            assert_eq!(bool::read(&value), expected, "{value:?}");
        }
    }
}
