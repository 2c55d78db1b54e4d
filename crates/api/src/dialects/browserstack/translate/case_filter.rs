//! `filter_test_cases`: the rule that a run's cases are selected by.

use std::collections::BTreeMap;

use domain::number::CaseNumber;
use domain::outcome::Field;
use domain::patch::Patch;
use domain::text::Text;
use serde_json::Value;
use store::catalogue::{CaseSelection, SelectedCase};

use super::super::wire::{CaseFilter, FieldValue, FieldValues};
use super::super::words::{CASE_TYPE, PRIORITY, STATE, Words};
use super::custom_value;
use crate::failure::Failure;
use crate::fields;

/// The cases chosen by where they lie and what they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    pub(crate) cases: CaseSelection,
    /// The values of which a case must have one, of each of the fields that `cases` names.
    values: Vec<(Text, Vec<Text>)>,
}

impl Selection {
    /// The same, of the cases in these folders alone.
    pub(super) fn within(self, folders: Vec<i32>, with_sub_folders: bool) -> Self {
        let Self { cases, values } = self;
        let cases = CaseSelection {
            folders: Some(folders),
            with_sub_folders,
            ..cases
        };
        Self { cases, values }
    }

    /// Of the cases found, those whose custom fields fit.
    pub(crate) fn chosen(&self, found: Vec<SelectedCase>) -> impl Iterator<Item = CaseNumber> {
        let fits = |fields: &[Field]| {
            let mut wanted = self.values.iter();
            wanted.all(|(name, values)| {
                let mut of_name = fields.iter().filter(|it| it.name == *name);
                of_name.any(|it| custom_value::is_one_of(&it.value, values))
            })
        };
        found
            .into_iter()
            .filter(move |SelectedCase { number: _, fields }| fits(fields))
            .map(|it| it.number)
    }
}

/// The rule to be shown again, and the selection it means; a rule that says nothing selects nothing.
pub(super) fn read(sent: Patch<CaseFilter>) -> Result<(Patch<Value>, Option<Selection>), Failure> {
    let filter = match sent {
        Patch::Keep => return Ok((Patch::Keep, None)),
        Patch::Clear => return Ok((Patch::Clear, None)),
        Patch::Set(filter) if filter == CaseFilter::default() => return Ok((Patch::Clear, None)),
        Patch::Set(filter) => filter,
    };
    let rule = serde_json::to_value(&filter).map_err(|_| Failure::Internal)?;
    let CaseFilter {
        status,
        priority,
        case_type,
        owner,
        tags,
        custom_fields,
    } = filter;
    let values = values(custom_fields.unwrap_or_default())?;
    let cases = CaseSelection {
        states: words("filter_test_cases.status", &STATE, status)?,
        priorities: words("filter_test_cases.priority", &PRIORITY, priority)?,
        types: words("filter_test_cases.case_type", &CASE_TYPE, case_type)?,
        owners: texts("filter_test_cases.owner", owner)?,
        tags: texts("filter_test_cases.tags", tags)?,
        fields: values.iter().map(|(name, _)| name.clone()).collect(),
        ..CaseSelection::default()
    };
    Ok((Patch::Set(rule), Some(Selection { cases, values })))
}

fn words(at: &str, known: &Words, given: Option<Vec<String>>) -> Result<Vec<String>, Failure> {
    let given = given.unwrap_or_default().into_iter();
    given
        .map(|word| {
            let found = known.find(&word);
            let found =
                found.ok_or_else(|| Failure::Invalid(format!("Invalid {at} value: {word}")))?;
            Ok(found.0.to_owned())
        })
        .collect()
}

fn texts(at: &str, given: Option<Vec<String>>) -> Result<Vec<String>, Failure> {
    let given = given.unwrap_or_default().into_iter().enumerate();
    given
        .map(|(place, raw)| Ok(fields::text(format_args!("{at}[{place}]"), raw)?.into_string()))
        .collect()
}

/// A field for which null or no value is named lets every case through, as an empty list of words does.
fn values(given: BTreeMap<String, Option<FieldValues>>) -> Result<Vec<(Text, Vec<Text>)>, Failure> {
    let mut wanted = Vec::new();
    for (name, given) in given {
        let at = format!("filter_test_cases.custom_fields.{name}");
        let name = fields::text(&at, name)?;
        let values = match given {
            None => Vec::new(),
            Some(FieldValues::One(value)) => vec![value],
            Some(FieldValues::Many(values)) => values,
        };
        let values = values.into_iter().map(|value| {
            let kept = match value {
                FieldValue::Text(text) => text,
                FieldValue::Number(number) => number.to_string(),
                FieldValue::Flag(flag) => flag.to_string(),
            };
            fields::text(&at, kept)
        });
        let values: Vec<Text> = values.collect::<Result<_, _>>()?;
        if !values.is_empty() {
            wanted.push((name, values));
        }
    }
    Ok(wanted)
}
