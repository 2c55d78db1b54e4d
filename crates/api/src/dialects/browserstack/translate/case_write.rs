//! Test cases as they are created and changed.

use domain::custom_field::FieldRule;
use domain::outcome::IssueLink;
use domain::patch::Patch;
use domain::text::Text;
use serde_json::{Map, Value};
use store::catalogue::{Bdd, BddChange, CaseChange, CaseName, NewCase, NewStep};

use super::super::wire;
use super::super::words::{AUTOMATION, BDD, CASE_TYPE, PRIORITY, STATE, TEMPLATE, Words};
use super::case::texts;
use super::custom_value;
use super::names::{case_name, number, text};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::sent::Sent;

const MOST_TITLE_CHARS: usize = 1000;

/// A case to be created; `rules` are of the project's custom fields.
pub(crate) fn new_case(
    folder: i32,
    rules: &[FieldRule],
    body: wire::CaseFields,
) -> Result<NewCase, Failure> {
    let wire::CaseFields {
        name,
        description: Sent(description),
        owner: Sent(owner),
        preconditions: Sent(preconditions),
        test_case_steps,
        issues,
        issue_tracker,
        tags,
        custom_fields,
        case_type,
        priority,
        status,
        automation_status,
        template,
        feature: Sent(feature),
        background: Sent(background),
        scenario: Sent(scenario),
    } = body;
    let bdd = Bdd {
        feature: text("feature", feature)?.over(None),
        background: text("background", background)?.over(None),
        scenario: text("scenario", scenario)?.over(None),
        content: None,
    };
    let values = checked(rules, custom_fields)?;
    Ok(NewCase {
        folder: Some(folder),
        title: fields::required("name", name, MOST_TITLE_CHARS)?,
        description: text("description", description)?.over(None),
        preconditions: text("preconditions", preconditions)?.over(None),
        expected_result: None,
        priority: or_standard("priority", &PRIORITY, Shown::Display, priority)?,
        case_type: or_standard("case_type", &CASE_TYPE, Shown::Display, case_type)?,
        state: or_standard("status", &STATE, Shown::Display, status)?,
        automation: or_standard(
            "automation_status",
            &AUTOMATION,
            Shown::Internal,
            automation_status,
        )?,
        template: or_standard(
            "template",
            &TEMPLATE,
            Shown::Internal,
            known_template(template, bdd != Bdd::default()),
        )?,
        layer: None,
        is_e2e: false,
        owner: text("owner", owner)?.over(None),
        tags: texts("tags", tags)?,
        issues: links(issues.unwrap_or_default(), issue_tracker)?,
        fields: custom_value::kept("custom_fields", values)?,
        bdd,
        steps: steps(test_case_steps.unwrap_or_default())?,
    })
}

/// What a change says: what it leaves out stays, and an empty text clears, as the vendor's server does. A name
/// and the words of lists cannot be cleared: null and empty words keep them, an empty name is refused.
pub(crate) fn case_change(
    rules: &[FieldRule],
    body: wire::CaseFields,
) -> Result<CaseChange, Failure> {
    let wire::CaseFields {
        name,
        description: Sent(description),
        owner: Sent(owner),
        preconditions: Sent(preconditions),
        test_case_steps,
        issues,
        issue_tracker,
        tags,
        custom_fields,
        case_type,
        priority,
        status,
        automation_status,
        template,
        feature: Sent(feature),
        background: Sent(background),
        scenario: Sent(scenario),
    } = body;
    let values = checked(rules, custom_fields)?;
    let title = name.map(|name| fields::required("name", Some(name), MOST_TITLE_CHARS));
    Ok(CaseChange {
        folder: Patch::Keep,
        title: title.transpose()?,
        description: text("description", description)?,
        preconditions: text("preconditions", preconditions)?,
        expected_result: Patch::Keep,
        priority: word("priority", &PRIORITY, Shown::Display, priority)?,
        case_type: word("case_type", &CASE_TYPE, Shown::Display, case_type)?,
        state: word("status", &STATE, Shown::Display, status)?,
        automation: word(
            "automation_status",
            &AUTOMATION,
            Shown::Internal,
            automation_status,
        )?,
        template: word(
            "template",
            &TEMPLATE,
            Shown::Internal,
            known_template(template, false),
        )?,
        layer: Patch::Keep,
        is_e2e: None,
        owner: text("owner", owner)?,
        tags: tags.map(|tags| texts("tags", Some(tags))).transpose()?,
        issues: issues.map(|keys| links(keys, issue_tracker)).transpose()?,
        fields: custom_value::changes("custom_fields", values)?,
        bdd: BddChange {
            feature: text("feature", feature)?,
            background: text("background", background)?,
            scenario: text("scenario", scenario)?,
            content: Patch::Keep,
        },
        steps: test_case_steps.map(steps).transpose()?,
    })
}

/// A case goes into another folder and stays as it is.
pub(crate) fn moved_to(body: &wire::MoveCase) -> Result<CaseChange, Failure> {
    let wire::MoveCase {
        destination_folder_id,
    } = body;
    let folder = destination_folder_id
        .ok_or_else(|| Failure::Malformed("destination_folder_id is required".to_owned()))?;
    Ok(CaseChange {
        folder: Patch::Set(number(folder)),
        ..CaseChange::default()
    })
}

/// What many cases can be changed to together.
pub(crate) fn change_of_many(
    rules: &[FieldRule],
    body: wire::CaseFields,
) -> Result<CaseChange, Failure> {
    let own = [
        ("name", body.name.is_some()),
        ("test_case_steps", body.test_case_steps.is_some()),
    ];
    if let Some((name, _)) = own.iter().find(|(_, is_sent)| *is_sent) {
        let problem = format!("{name} cannot be changed for many test cases at once");
        return Err(Failure::Invalid(problem));
    }
    case_change(rules, body)
}

/// How many cases a request may name, as with the vendor's archiving of many.
const MOST_CASES: usize = 1000;

pub(crate) fn cases_to_write(ids: Vec<wire::CaseId>) -> Result<Vec<CaseName>, Failure> {
    if ids.is_empty() || ids.len() > MOST_CASES {
        let problem = format!("ids must name 1 to {MOST_CASES} test cases");
        return Err(Failure::Invalid(problem));
    }
    let ids = ids.into_iter().enumerate();
    ids.map(|(place, id)| {
        let id = match id {
            wire::CaseId::Identifier(id) => id,
            wire::CaseId::Number(number) => number.to_string(),
        };
        case_name(format_args!("ids[{place}]"), &id)
    })
    .collect()
}

/// How a word is stored and shown.
#[derive(Clone, Copy)]
enum Shown {
    Display,
    Internal,
}

impl Shown {
    fn of(self, (display, internal): (&'static str, &'static str)) -> &'static str {
        match self {
            Self::Display => display,
            Self::Internal => internal,
        }
    }
}

fn word(
    at: &str,
    words: &Words,
    shown: Shown,
    given: Option<String>,
) -> Result<Option<Text>, Failure> {
    let Some(given) = given.filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let problem = || Failure::Invalid(format!("Invalid {at} value: {given}"));
    let found = words.find(&given).ok_or_else(problem)?;
    fields::text(at, shown.of(found).to_owned()).map(Some)
}

fn or_standard(
    at: &str,
    words: &Words,
    shown: Shown,
    given: Option<String>,
) -> Result<Text, Failure> {
    match word(at, words, shown, given)? {
        Some(word) => Ok(word),
        None => fields::text(at, shown.of(words.standard()).to_owned()),
    }
}

/// The vendor does not refuse an unknown template: it is as if none was named. A case that is written as
/// behaviour and names none is of that template. Reading: ours.
fn known_template(given: Option<String>, is_behaviour: bool) -> Option<String> {
    given
        .filter(|slug| TEMPLATE.find(slug).is_some())
        .or_else(|| is_behaviour.then(|| BDD.to_owned()))
}

/// Issues by key, all of the one tracker that the request names.
fn links(
    keys: Vec<String>,
    tracker: Option<Object<wire::IssueTracker>>,
) -> Result<Vec<IssueLink>, Failure> {
    let (name, host) = match tracker {
        Some(Object(wire::IssueTracker { name, host })) => (name, host),
        None => (None, None),
    };
    let tracker = fields::optional("issue_tracker.name", name)?;
    let host = fields::optional("issue_tracker.host", host)?;
    let keys = texts("issues", Some(keys))?.into_iter();
    Ok(keys
        .map(|key| IssueLink {
            key: Some(key),
            url: None,
            tracker: tracker.clone(),
            host: host.clone(),
        })
        .collect())
}

fn steps(steps: Vec<Object<wire::NewStep>>) -> Result<Vec<NewStep>, Failure> {
    let steps = steps.into_iter().enumerate();
    steps
        .map(|(place, Object(step))| {
            let wire::NewStep {
                step,
                description,
                result,
            } = step;
            let text = |name: &str, raw: Option<String>| {
                let at = format!("test_case_steps[{place}].{name}");
                fields::text(&at, raw.unwrap_or_default())
            };
            Ok(NewStep {
                action: text("step", step.or(description))?,
                expected: text("result", result)?,
            })
        })
        .collect()
}

/// The values of custom fields, if all of them are what their fields take.
fn checked(
    rules: &[FieldRule],
    values: Option<Map<String, Value>>,
) -> Result<Map<String, Value>, Failure> {
    let values = values.unwrap_or_default();
    match custom_value::problem("custom_fields", &values, rules) {
        Some(problem) => Err(Failure::Invalid(problem)),
        None => Ok(values),
    }
}
