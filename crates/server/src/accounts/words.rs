//! Reads what operators write behind a command. Each complaint is one line and says what to write instead.

use anyhow::{Context, anyhow, bail, ensure};
use domain::spelling::{self, Kind, Reference};
use domain::text::Text;
use store::Scope;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime};
use validator::ValidateEmail as _;

/// The longest name and the longest address.
const LONGEST: usize = 255;

/// The name of an organization.
pub(super) fn organization(name: &str) -> anyhow::Result<Text> {
    Text::required(name, LONGEST).map_err(|defect| anyhow!("the organization's name: {defect}"))
}

/// The name of a user: it is sent as `username:key` and written to shells.
pub(super) fn username(name: &str) -> anyhow::Result<String> {
    let fits = (1..=LONGEST).contains(&name.chars().count());
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-+@".contains(c);
    ensure!(
        fits && name.chars().all(plain),
        "{name:?} is no user's name: use up to {LONGEST} letters, digits and . _ - + @"
    );
    Ok(name.to_owned())
}

/// The address of a user.
pub(super) fn email(address: &str) -> anyhow::Result<String> {
    ensure!(
        address.validate_email() && address.chars().count() <= LONGEST,
        "--email {address:?} is no address: write one such as ann@example.org"
    );
    Ok(address.to_owned())
}

/// What a key may do.
pub(super) fn scopes(words: &[String]) -> anyhow::Result<Vec<Scope>> {
    let scope = |word: &String| {
        let found = Scope::ALL.into_iter().find(|scope| scope.name() == word);
        found.with_context(|| {
            let known = Scope::ALL.map(Scope::name).join(", ");
            format!(
                "--scope {word:?} is not known: the scopes are {known}, and none implies another"
            )
        })
    };
    words.iter().map(scope).collect()
}

/// The project that a key is bound to, in any of its spellings.
pub(super) fn project(word: &str) -> anyhow::Result<Reference> {
    spelling::parse(Kind::Project, word).with_context(|| {
        format!("--project {word:?} is no project's id: write it as the API shows it, such as PR-3")
    })
}

/// When a key ends, which must be after `now`.
pub(super) fn expiry(word: &str, now: OffsetDateTime) -> anyhow::Result<OffsetDateTime> {
    let day = Date::parse(word, format_description!("[year]-[month]-[day]"))
        .map(|day| day.midnight().assume_utc());
    let Ok(at) = day.or_else(|_| OffsetDateTime::parse(word, &Rfc3339)) else {
        bail!(
            "--expires {word:?} is no time: write a day such as 2027-01-31 or a time such as 2027-01-31T18:00:00Z"
        );
    };
    ensure!(
        at > now,
        "--expires {word} is past: a key must end in the future"
    );
    Ok(at)
}

/// The number that a key is revoked by.
pub(super) fn key_number(word: &str) -> anyhow::Result<i32> {
    let number = word.parse().ok().filter(|number| *number > 0);
    number.with_context(|| {
        // What was written may be the key itself, so it is not repeated.
        "a key is revoked by its number: `verdict key list` shows it in the first column".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-11-24 12:00 UTC);

    #[test]
    fn an_expiry_is_a_day_or_a_time_to_come() {
        for (word, expected) in [
            ("2026-11-25", datetime!(2026-11-25 0:00 UTC)),
            ("2027-01-31T18:00:00Z", datetime!(2027-01-31 18:00 UTC)),
            (
                "2027-01-31T18:00:00.5+02:00",
                datetime!(2027-01-31 16:00:00.5 UTC),
            ),
        ] {
            assert_eq!(expiry(word, NOW).unwrap(), expected, "{word}");
        }
        for word in [
            "",
            "tomorrow",
            "2027-13-01",
            "2027-02-30",
            "31.1.2027",
            "2027-01-31 18:00",
            "2027-01-31T18:00:00",
            "1e9",
        ] {
            let told = expiry(word, NOW).unwrap_err().to_string();
            assert!(told.contains("2027-01-31T18:00:00Z"), "{told}");
        }
        for word in ["2026-11-24", "2026-11-24T12:00:00Z", "1999-01-01"] {
            let told = expiry(word, NOW).unwrap_err().to_string();
            assert!(
                told.ends_with("is past: a key must end in the future"),
                "{told}"
            );
        }
    }

    #[test]
    fn scopes_are_named_where_one_is_not_known() {
        let words = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            scopes(&words(&["write", "read"])).unwrap(),
            [Scope::Write, Scope::Read]
        );
        for wrong in ["Read", "all", "", "read write"] {
            let told = scopes(&words(&["read", wrong])).unwrap_err().to_string();
            assert!(told.contains("read, write, execute, admin"), "{told}");
        }
    }

    #[test]
    fn addresses_and_names_are_what_vendors_and_shells_take() {
        for good in ["ann@example.org", "a.b+c@x.example", "ci@localhost"] {
            assert!(email(good).is_ok(), "{good}");
        }
        for wrong in ["", "ann", "@x", "a@", "a b@x.org", "a@x.org\n", "a\0@x.org"] {
            assert!(email(wrong).is_err(), "{wrong:?}");
        }
        assert!(username("ci-bot@shop").is_ok());
        for wrong in ["", "a:b", "a b", "é", "a\0"] {
            assert!(username(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_key_given_in_place_of_its_number_is_not_repeated() {
        let told = key_number("s3cret").unwrap_err().to_string();
        assert!(told.contains("verdict key list") && !told.contains("s3cret"));
        assert!(key_number("0").is_err() && key_number("-1").is_err());
        assert_eq!(key_number("12").unwrap(), 12);
    }
}
