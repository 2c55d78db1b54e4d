//! Definitions of custom fields.

use domain::custom_field::{FieldKind, FieldOption, FieldRule, FieldSubject};
use domain::number::ProjectNumber;
use domain::spelling::{self, Kind, Reference};
use domain::text::Text;
use store::catalogue::{CustomField, FieldChange, FieldReach, FieldSaved, NewField};

use super::super::wire::{self, MOST_FIELD_CHARS, MOST_OPTIONS};
use super::super::words::{FIELD_ENTITIES, FIELD_KINDS, RESERVED_FIELDS};
use crate::body::Object;
use crate::failure::Failure;
use crate::{fields, times};

/// The vendor's word for a kind.
pub(crate) fn kind_word(kind: FieldKind) -> &'static str {
    let found = FIELD_KINDS.iter().find(|(known, _)| *known == kind);
    found.map_or("string", |(_, word)| word)
}

/// The number of a field in a path: `CF-7`, or the integer that the vendor's server answers.
pub(crate) fn field_number(raw: &str) -> Option<i32> {
    let number = match raw.get(..3) {
        Some(prefix) if prefix.eq_ignore_ascii_case("CF-") => raw.get(3..)?,
        Some(_) | None => raw,
    };
    spelling::positive(number)
}

pub(crate) fn new_field(body: wire::FieldBody) -> Result<NewField, Failure> {
    let wire::FieldBody {
        field_name,
        place_holder_text,
        field_type,
        is_required,
        options,
        applies_to_all_projects,
        field_entity_type,
        entity_type,
        link_to_future_projects,
        assigned_projects,
    } = body;
    let name = fields::required("field_name", field_name, MOST_FIELD_CHARS)?;
    not_reserved(&name)?;
    let kind = kind(field_type)?;
    // The vendor's default is no project at all, which leaves a field that nothing can have. One for which no
    // project is named is every project's. Reading: ours.
    let names_none = assigned_projects.is_none() && link_to_future_projects != Some(true);
    Ok(NewField {
        subject: subject([field_entity_type, entity_type])?,
        placeholder: fields::optional_at_most(
            "place_holder_text",
            place_holder_text,
            MOST_FIELD_CHARS,
        )?,
        required: is_required.unwrap_or(false),
        rule: FieldRule {
            name,
            kind,
            options: options_of(kind, options.unwrap_or_default())?,
        },
        reach: FieldReach {
            every_project: applies_to_all_projects.unwrap_or(names_none),
            future_projects: link_to_future_projects.unwrap_or(false),
            projects: projects(assigned_projects.unwrap_or_default())?,
        },
    })
}

/// As the vendor's server does: a type is never changed, and an empty text changes nothing. Nor is it moved
/// between cases and results.
pub(crate) fn field_change(kind: FieldKind, body: wire::FieldBody) -> Result<FieldChange, Failure> {
    let wire::FieldBody {
        field_name,
        place_holder_text,
        field_type: _,
        is_required,
        options,
        applies_to_all_projects,
        field_entity_type: _,
        entity_type: _,
        link_to_future_projects,
        assigned_projects,
    } = body;
    let said = |raw: Option<String>| raw.filter(|text| !text.is_empty());
    let name = match said(field_name) {
        Some(name) => Some(fields::required(
            "field_name",
            Some(name),
            MOST_FIELD_CHARS,
        )?),
        None => None,
    };
    name.as_ref().map(not_reserved).transpose()?;
    Ok(FieldChange {
        name,
        placeholder: fields::optional_at_most(
            "place_holder_text",
            said(place_holder_text),
            MOST_FIELD_CHARS,
        )?,
        required: is_required,
        options: options.map(|it| options_of(kind, it)).transpose()?,
        every_project: applies_to_all_projects,
        future_projects: link_to_future_projects,
        projects: assigned_projects.map(projects).transpose()?,
    })
}

/// The field that was written, or the vendor's words for why it was not.
pub(crate) fn saved(saved: FieldSaved) -> Result<CustomField, Failure> {
    match saved {
        FieldSaved::Saved(field) => Ok(field),
        FieldSaved::NameTaken => Err(Failure::Conflict(
            "A custom field of this name exists already".to_owned(),
        )),
        FieldSaved::UnknownProject => Err(unknown_project()),
    }
}

fn unknown_project() -> Failure {
    Failure::Invalid("Not all project identifiers could be found".to_owned())
}

fn not_reserved(name: &Text) -> Result<(), Failure> {
    let name = name.as_str();
    if RESERVED_FIELDS
        .iter()
        .any(|it| it.eq_ignore_ascii_case(name))
    {
        return Err(Failure::Invalid(format!("{name} is a reserved field name")));
    }
    Ok(())
}

fn kind(word: Option<String>) -> Result<FieldKind, Failure> {
    let word = word.ok_or_else(|| Failure::Invalid("field_type is required".to_owned()))?;
    let found = FIELD_KINDS.iter().find(|(_, known)| *known == word);
    found
        .map(|(kind, _)| *kind)
        .ok_or_else(|| Failure::Invalid(format!("Invalid field_type value: {word}")))
}

/// The documents' key decides where the server's stands beside it; both must be good.
fn subject(words: [Option<String>; 2]) -> Result<FieldSubject, Failure> {
    let words = words.into_iter().flatten();
    let subjects = words.map(|word| {
        let found = FIELD_ENTITIES.iter().find(|(_, known)| *known == word);
        let problem = || Failure::Invalid(format!("Invalid field_entity_type value: {word}"));
        found.map(|(subject, _)| *subject).ok_or_else(problem)
    });
    let subjects = subjects.collect::<Result<Vec<_>, _>>()?;
    Ok(subjects.first().copied().unwrap_or(FieldSubject::Case))
}

/// The options of a list; those of any other field are checked, and passed over.
fn options_of(
    kind: FieldKind,
    given: Vec<Object<wire::FieldOption>>,
) -> Result<Vec<FieldOption>, Failure> {
    if given.len() > MOST_OPTIONS {
        let problem = format!("options must be at most {MOST_OPTIONS}");
        return Err(Failure::Invalid(problem));
    }
    let given = given.into_iter().enumerate();
    let options = given
        .map(|(place, Object(option))| {
            let wire::FieldOption {
                option_value,
                is_default,
            } = option;
            let at = format!("options[{place}].option_value");
            Ok(FieldOption {
                value: fields::required(&at, option_value, MOST_FIELD_CHARS)?,
                is_default: is_default.unwrap_or(false),
            })
        })
        .collect::<Result<_, Failure>>()?;
    Ok(if kind.has_options() {
        options
    } else {
        Vec::new()
    })
}

fn projects(ids: Vec<String>) -> Result<Vec<ProjectNumber>, Failure> {
    let number = |id: String| match spelling::parse(Kind::Project, &id) {
        Some(Reference::Number(number)) => ProjectNumber::new(number),
        Some(Reference::Opaque(_)) | None => None,
    };
    let numbers: Option<_> = ids.into_iter().map(number).collect();
    numbers.ok_or_else(unknown_project)
}

pub(crate) fn custom_field(field: CustomField) -> wire::Field {
    let CustomField {
        number,
        subject,
        rule: FieldRule {
            name,
            kind,
            options,
        },
        placeholder,
        required,
        reach:
            FieldReach {
                every_project,
                future_projects,
                projects,
            },
        created_at,
    } = field;
    let (field_entity_type, entity_type) = match subject {
        FieldSubject::Case => ("test_case", "TestCase"),
        FieldSubject::Result => ("test_result", "TestResult"),
    };
    let default = options.iter().find(|option| option.is_default);
    wire::Field {
        id: format!("CF-{number}"),
        system_name: name.as_str().to_lowercase().replace(' ', "_"),
        field_name: name.into_string(),
        place_holder_text: placeholder.clone(),
        field_type: kind_word(kind),
        is_required: required,
        default_value: default.map(|option| option.value.to_string()),
        options: options.into_iter().map(option).collect(),
        applies_to_all_projects: every_project,
        field_entity_type,
        link_to_future_projects: future_projects,
        assigned_projects: projects
            .iter()
            .map(|number| spelling::numbered(Kind::Project, number.get()))
            .collect(),
        created_at: times::millis(created_at),
        entity_type,
        placeholder,
    }
}

fn option(option: FieldOption) -> wire::FieldOption {
    let FieldOption { value, is_default } = option;
    wire::FieldOption {
        option_value: Some(value.into_string()),
        is_default: Some(is_default),
    }
}
