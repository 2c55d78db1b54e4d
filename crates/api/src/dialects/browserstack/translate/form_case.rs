//! Test cases on the vendor's private routes.

use domain::custom_field::FieldRule;
use domain::number::{CaseNumber, ProjectNumber};
use domain::spelling::{self, Kind, Reference};
use serde_json::{Map, Value};
use store::catalogue::{CaseDetail, CaseFilter, CustomField, NewCase};

use super::super::links::Links;
use super::super::wire;
use super::super::words::TEMPLATE;
use super::{case, case_write, form, names};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;

/// What a search means: a case by its id, else a part of titles. No text is in every title.
pub(crate) fn case_search(raw: Option<String>) -> Result<CaseFilter, Failure> {
    let raw = raw.unwrap_or_default();
    let text = fields::at_most("q[query]", raw.clone(), 1000)?;
    let number = match spelling::parse(Kind::Case, &raw) {
        Some(Reference::Number(number)) => CaseNumber::new(number),
        Some(Reference::Opaque(_)) | None => None,
    };
    Ok(CaseFilter {
        title_contains: number.is_none().then_some(text),
        numbers: number.into_iter().collect(),
        ..CaseFilter::default()
    })
}

pub(crate) fn found_case(project: ProjectNumber, detail: &CaseDetail) -> wire::FoundCase {
    let link = |folder| format!("/api/v1/projects/{project}/folder/{folder}/test-cases");
    wire::FoundCase {
        id: detail.number.get(),
        identifier: spelling::numbered(Kind::Case, detail.number.get()),
        name: detail.title.clone(),
        title: detail.title.clone(),
        template_id: template_id(&detail.template),
        test_case_folder_id: detail.folder,
        links: wire::FoundCaseLinks {
            folder: detail.folder.map(link),
        },
    }
}

/// The case that a form makes. A template of an unknown id is passed over, as one of an unknown name is: the
/// client reads the answer's and warns.
pub(crate) fn form_case(
    custom: Vec<CustomField>,
    body: wire::FormCase,
) -> Result<NewCase, Failure> {
    let wire::FormCase {
        folder_id,
        test_case:
            Object(wire::FormCaseFields {
                fields: wire::Whole(mut given),
                template_id,
                test_case_folder_id,
            }),
    } = body;
    let folder = folder_id
        .or(test_case_folder_id)
        .ok_or_else(|| Failure::Malformed("folder_id is required".to_owned()))?;
    let template = template_id.and_then(template_of);
    given.template = template.map(str::to_owned).or(given.template);
    given.custom_fields = given.custom_fields.map(|values| by_name(&custom, values));
    let rules: Vec<FieldRule> = custom.into_iter().map(|field| field.rule).collect();
    case_write::new_case(names::number(folder), &rules, given)
}

pub(crate) fn made_case(
    links: Links<'_>,
    project: ProjectNumber,
    detail: CaseDetail,
) -> wire::FormCaseBody {
    let (id, template_id) = (detail.number.get(), template_id(&detail.template));
    wire::FormCaseBody {
        data: wire::Good::of(wire::MadeCase {
            test_case: wire::NumberedCase {
                id,
                template_id,
                case: case::case(links, project, detail),
            },
        }),
    }
}

/// A template by its id: its place in the list, from 1.
fn template_of(Integer(id): Integer) -> Option<&'static str> {
    let place = usize::try_from(id).ok()?.checked_sub(1)?;
    TEMPLATE.all().nth(place).map(|(_, slug)| slug)
}

fn template_id(slug: &str) -> i32 {
    let mut numbered = (1..).zip(TEMPLATE.all());
    let found = numbered.find(|(_, (_, known))| *known == slug);
    found.map_or(1, |(id, _)| id)
}

/// Values by the names of their fields, with options' values for their ids. What is no id is a name or value.
fn by_name(custom: &[CustomField], values: Map<String, Value>) -> Map<String, Value> {
    let named = values.into_iter().map(|(key, value)| {
        let field = custom
            .iter()
            .find(|field| field.number.get().to_string() == key);
        match field {
            Some(field) => (field.rule.name.to_string(), with_options(field, value)),
            None => (key, value),
        }
    });
    named.collect()
}

fn with_options(field: &CustomField, value: Value) -> Value {
    if let Value::Array(values) = value {
        let values = values.into_iter();
        return values.map(|value| with_options(field, value)).collect();
    }
    let mut options = (1..).zip(&field.rule.options);
    let chosen = value
        .as_number()
        .and_then(Integer::of)
        .and_then(|Integer(id)| {
            options.find(|(place, _)| form::option_id(field.number.get(), *place) == id)
        });
    chosen.map_or(value, |(_, option)| option.value.to_string().into())
}
