//! What forms are filled from: words, templates, custom fields, and projects by what somebody typed.

use domain::custom_field::FieldRule;
use domain::number::ProjectNumber;
use domain::spelling::{self, Kind, Reference};
use domain::text::Text;
use store::catalogue::{CustomField, FieldReach};
use store::locate::Project;

use super::super::wire;
use super::super::words::{AUTOMATION, CASE_TYPE, PRIORITY, STATE, TEMPLATE, Words};
use super::custom_field::kind_word;
use crate::failure::Failure;
use crate::{fields, times};

/// The number that a search may mean, and its text. No text is in every name.
pub(crate) fn search(at: &str, raw: Option<String>) -> Result<(Option<i32>, Text), Failure> {
    let raw = raw.unwrap_or_default();
    let number = match spelling::parse(Kind::Project, &raw) {
        Some(Reference::Number(number)) => Some(number),
        Some(Reference::Opaque(_)) | None => None,
    };
    Ok((number, fields::at_most(at, raw, 255)?))
}

/// The integer id is the number of the identifier: links of the vendor's form have it, too.
pub(crate) fn found_project(project: &Project) -> wire::FoundProject {
    let Project {
        number,
        opaque: _,
        name,
        description,
        prefix: _,
        created_by: _,
        created_at,
        updated_at: _,
    } = project;
    wire::FoundProject {
        id: number.get(),
        identifier: spelling::numbered(Kind::Project, number.get()),
        name: name.clone(),
        description: description.clone(),
        created_at: times::millis(*created_at),
    }
}

pub(crate) fn form_fields(project: ProjectNumber, custom: Vec<CustomField>) -> wire::FormFields {
    let automation = (0..).zip(AUTOMATION.all());
    let automation = automation.map(|(place, (name, value))| wire::AutomationPick {
        name,
        value,
        is_default: place == 0,
    });
    wire::FormFields {
        custom_fields: custom
            .into_iter()
            .map(|field| form_field(project, field))
            .collect(),
        default_fields: wire::DefaultFields {
            priority: pick_list(picks(100, &PRIORITY)),
            case_type: pick_list(picks(200, &CASE_TYPE)),
            status: pick_list(picks(300, &STATE).map(|pick| wire::Pick {
                colour: Some(pick.internal_name),
                ..pick
            })),
            automation_state: pick_list(picks(400, &AUTOMATION).map(|pick| wire::Pick {
                value_category: Some(category(pick.internal_name)),
                ..pick
            })),
            automation_status: pick_list(automation),
        },
        system_fields: wire::SystemFields {
            description_fields: SYSTEM_TEXTS.map(system_field).into(),
            property_fields: SYSTEM_PROPERTIES.map(system_field).into(),
            others: [],
        },
    }
}

fn pick_list<T>(values: impl Iterator<Item = T>) -> wire::PickList<T> {
    let values: Vec<T> = values.collect();
    wire::PickList {
        total_count: values.len(),
        values,
    }
}

/// Words with ids from `first`; the ids are ours, the vendor's differ from account to account.
fn picks(first: i32, words: &'static Words) -> impl Iterator<Item = wire::Pick> {
    (first..)
        .zip(words.all())
        .map(move |(value, (name, internal_name))| wire::Pick {
            internal_name,
            name,
            value,
            is_default: u8::from(value == first),
            colour: None,
            value_category: None,
        })
}

fn category(automation: &str) -> &'static str {
    if automation == "automated" {
        "automated"
    } else {
        "manual"
    }
}

fn form_field(project: ProjectNumber, field: CustomField) -> wire::FormField {
    let CustomField {
        number,
        subject: _,
        rule: FieldRule {
            name,
            kind,
            options,
        },
        placeholder,
        required,
        reach:
            FieldReach {
                every_project: _,
                future_projects: _,
                projects: _,
            },
        created_at: _,
    } = field;
    let default = options.iter().find(|option| option.is_default);
    wire::FormField {
        id: number.get(),
        field_name: name.to_string(),
        field_user_name: name.to_string(),
        field_type: format!("field_{}", kind_word(kind)),
        entity_type: "TestCase",
        is_required: required,
        optional: !required,
        placeholder,
        default_value: default.map(|option| option.value.to_string()),
        option_values: (1..)
            .zip(&options)
            .map(|(place, option)| wire::OptionValue {
                id: option_id(number.get(), place),
                option_value: option.value.to_string(),
            })
            .collect(),
        links: wire::SelfLink {
            itself: format!("/api/v1/projects/{project}/test-case/custom-fields/{number}"),
        },
    }
}

/// The id of a field's option by its place, from 1; a field has at most 500.
pub(super) fn option_id(field: i32, place: i64) -> i64 {
    i64::from(field) * 1000 + place
}

type SystemField = (i32, &'static str, &'static str, &'static str);

const SYSTEM_TEXTS: [SystemField; 4] = [
    (1, "Title", "string", "title"),
    (2, "Description", "text", "description"),
    (3, "Preconditions", "text", "preconditions"),
    (4, "Test Case Steps", "steps", "steps"),
];

const SYSTEM_PROPERTIES: [SystemField; 6] = [
    (10, "Owner", "dropdown", "owner"),
    (11, "State", "dropdown", "status"),
    (12, "Priority", "dropdown", "priority"),
    (13, "Type of Test Case", "dropdown", "case_type"),
    (14, "Automation Status", "dropdown", "automation_status"),
    (15, "Tags", "multi_dropdown", "tags"),
];

fn system_field((id, field_name, field_type, system_name): SystemField) -> wire::SystemField {
    wire::SystemField {
        id,
        field_name,
        field_type,
        system_name,
        is_removable: false,
    }
}

/// The system's two templates. There are no others to be chosen.
pub(crate) fn templates() -> Vec<wire::Template> {
    let numbered = (1..).zip(TEMPLATE.all());
    numbered
        .map(|(id, (name, step_type))| wire::Template {
            id,
            name,
            step_type,
            is_system: true,
            is_default: id == 1,
            enabled: true,
        })
        .collect()
}
