//! What several bodies have in common.

use std::collections::BTreeMap;

use domain::outcome::Environment;
use domain::text::Text;
use serde_json::Number;
use uuid::Uuid;

use super::super::{limits, wire};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;

/// A list of at most `most` entries.
pub(super) fn bounded<T>(at: &str, list: Vec<T>, most: usize) -> Result<Vec<T>, Failure> {
    if list.len() > most {
        return Err(Failure::Invalid(format!(
            "{at} must contain at most {most} items"
        )));
    }
    Ok(list)
}

/// A required time.
pub(super) fn time(at: &str, raw: Option<String>) -> Result<time::OffsetDateTime, Failure> {
    let raw = raw.ok_or_else(|| Failure::Invalid(format!("{at} is required")))?;
    fields::time_of(at, &raw)
}

/// 1 to 20 scopes, none of them blank.
pub(super) fn scopes(raw: Option<Vec<String>>) -> Result<Vec<Text>, Failure> {
    let raw = raw.ok_or_else(|| Failure::Invalid("scopes is required".to_owned()))?;
    if raw.is_empty() || raw.len() > limits::SCOPES {
        let problem = format!("scopes must contain between 1 and {} items", limits::SCOPES);
        return Err(Failure::Invalid(problem));
    }
    raw.into_iter()
        .enumerate()
        .map(|(place, scope)| {
            fields::required(
                format_args!("scopes[{place}]"),
                Some(scope),
                limits::SCOPE_CHARS,
            )
        })
        .collect()
}

/// At most 50 tags of at most `most_chars` characters.
pub(super) fn tags(
    at: &str,
    raw: Option<Vec<String>>,
    most_chars: usize,
) -> Result<Vec<Text>, Failure> {
    bounded(at, raw.unwrap_or_default(), limits::TAGS)?
        .into_iter()
        .enumerate()
        .map(|(place, tag)| fields::at_most(format_args!("{at}[{place}]"), tag, most_chars))
        .collect()
}

/// A UUID with its hyphens.
pub(super) fn uuid(at: &str, raw: &str) -> Result<Uuid, Failure> {
    let hyphenated = Some(raw).filter(|it| it.len() == 36);
    hyphenated
        .and_then(|it| Uuid::try_parse(it).ok())
        .ok_or_else(|| Failure::Invalid(format!("{at} must be a UUID")))
}

pub(super) fn environment(raw: Option<Object<wire::Environment>>) -> Result<Environment, Failure> {
    let Some(Object(raw)) = raw else {
        return Ok(Environment::default());
    };
    let wire::Environment {
        device,
        os,
        os_version,
        browser,
        browser_version,
    } = raw;
    let part = |name: &str, raw: Option<String>, most: usize| {
        fields::optional_at_most(format_args!("environment.{name}"), raw, most)
    };
    Ok(Environment {
        device: part("device", device, limits::PLATFORM_CHARS)?,
        os: part("os", os, limits::PLATFORM_CHARS)?,
        os_version: part("os_version", os_version, limits::VERSION_CHARS)?,
        browser: part("browser", browser, limits::PLATFORM_CHARS)?,
        browser_version: part("browser_version", browser_version, limits::VERSION_CHARS)?,
        viewport: None,
    })
}

/// A key whose value is null is as good as absent, like any optional field.
pub(super) fn metadata(
    raw: Option<BTreeMap<String, Option<wire::MetadataValue>>>,
) -> Result<BTreeMap<Text, Vec<Text>>, Failure> {
    let given = raw.unwrap_or_default().into_iter();
    let given: BTreeMap<Text, Vec<Text>> = given
        .filter_map(|(key, value)| Some((key, value?)))
        .map(|(key, value)| {
            let values = metadata_values(value)?;
            Ok((
                fields::at_most("a key of custom_metadata", key, limits::METADATA_CHARS)?,
                values,
            ))
        })
        .collect::<Result<_, Failure>>()?;
    metadata_keys(given.len())?;
    Ok(given)
}

/// The bound holds for what a call sends, and for what start and finish come to together.
pub(super) fn metadata_keys(count: usize) -> Result<(), Failure> {
    if count > limits::METADATA_KEYS {
        return Err(Failure::Invalid(format!(
            "custom_metadata must contain at most {} keys",
            limits::METADATA_KEYS
        )));
    }
    Ok(())
}

fn metadata_values(value: wire::MetadataValue) -> Result<Vec<Text>, Failure> {
    let values = match value {
        wire::MetadataValue::One(value) => vec![value],
        wire::MetadataValue::Many(values)
        | wire::MetadataValue::Dropdown(Object(wire::Dropdown { values })) => values,
    };
    bounded("a key of custom_metadata", values, limits::METADATA_VALUES)?
        .into_iter()
        .map(|value| fields::at_most("a value of custom_metadata", value, limits::METADATA_CHARS))
        .collect()
}

/// Milliseconds from `least`. The store's bound is 24 days.
pub(super) fn milliseconds(
    at: &str,
    raw: Option<Number>,
    least: i32,
) -> Result<Option<i32>, Failure> {
    let Some(raw) = raw else { return Ok(None) };
    let whole = Integer::of(&raw).and_then(|it| i32::try_from(it.0).ok());
    whole.filter(|it| *it >= least).map(Some).ok_or_else(|| {
        Failure::Invalid(format!(
            "{at} must be an integer of {least} to {} milliseconds",
            i32::MAX
        ))
    })
}
