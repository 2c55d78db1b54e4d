//! Values of custom fields: an object of them is written, a list is read.

use std::fmt::Display;

use domain::custom_field::{FieldRule, GivenValue, rule_of};
use domain::outcome::Field;
use domain::patch::Patch;
use domain::text::Text;
use serde_json::{Map, Value};

use super::super::wire;
use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;

/// The values as cases and results keep them. Null is no value.
pub(super) fn kept(at: impl Display, values: Map<String, Value>) -> Result<Vec<Field>, Failure> {
    let changes = changes(at, values)?.into_iter();
    let given = changes.filter_map(|(name, value)| {
        let value = value.over(None)?;
        Some(Field { name, value })
    });
    Ok(given.collect())
}

/// The values as a change has them: null clears, and one that is no text is kept as its JSON.
pub(super) fn changes(
    at: impl Display,
    values: Map<String, Value>,
) -> Result<Vec<(Text, Patch<Text>)>, Failure> {
    values
        .into_iter()
        .map(|(name, value)| {
            let at = format!("{at}.{name}");
            let value = match value {
                Value::Null => Patch::Clear,
                Value::String(text) => Patch::Set(text),
                Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                    Patch::Set(value.to_string())
                }
            };
            let value = value.try_map(|text| fields::text(&at, text))?;
            Ok((fields::text(&at, name)?, value))
        })
        .collect()
}

/// What is wrong with the values of the fields that the project has. Values of other names are kept as they
/// are: clients send such, and the vendor's own example has one.
pub(super) fn problem(
    at: impl Display,
    values: &Map<String, Value>,
    rules: &[FieldRule],
) -> Option<String> {
    values.iter().find_map(|(name, value)| {
        let given = given(value)?;
        let defect = rule_of(rules, name)?.check(&given).err()?;
        Some(format!("{at}.{name} {defect}"))
    })
}

fn given(value: &Value) -> Option<GivenValue<'_>> {
    Some(match value {
        Value::Null => return None,
        Value::String(text) => GivenValue::Text(text),
        Value::Bool(flag) => GivenValue::Flag(*flag),
        Value::Number(number) => match Integer::of(number) {
            Some(Integer(whole)) => GivenValue::Whole(whole),
            None => GivenValue::Number,
        },
        Value::Array(values) => {
            let null = GivenValue::Structure;
            let one = |value| given(value).unwrap_or_else(|| null.clone());
            GivenValue::List(values.iter().map(one).collect())
        }
        Value::Object(_) => GivenValue::Structure,
    })
}

/// Whether a value that is kept is one of these, or the list of values that it spells has one of these.
pub(super) fn is_one_of(kept: &Text, wanted: &[Text]) -> bool {
    let is_wanted = |value: &str| wanted.iter().any(|it| it.as_str() == value);
    let in_list = || {
        let values: Option<Vec<Value>> = serde_json::from_str(kept.as_str()).ok();
        values.into_iter().flatten().any(|value| match value {
            Value::String(text) => is_wanted(&text),
            Value::Bool(_) | Value::Number(_) => is_wanted(&value.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        })
    };
    is_wanted(kept.as_str()) || in_list()
}

pub(super) fn shown(field: &Field) -> wire::CustomField {
    let Field { name, value } = field;
    wire::CustomField {
        field_name: name.to_string(),
        value: value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_as_it_is_kept_and_as_an_entry_of_the_list_it_spells() {
        let wanted = ["High", "2", "true", "[\"x\"]"].map(|it| Text::new(it).unwrap());
        for (kept, expected) in [
            ("High", true),
            ("high", false),
            ("2", true),
            ("2.0", false),
            ("true", true),
            ("[\"x\"]", true),
            ("[\"Low\",\"High\"]", true),
            ("[2,true]", true),
            ("[\"Low\",[\"High\"],null,{}]", false),
            ("[\"High\"", false),
            ("{\"High\":2}", false),
            ("", false),
        ] {
            assert_eq!(
                is_one_of(&Text::new(kept).unwrap(), &wanted),
                expected,
                "{kept}"
            );
        }
    }
}
