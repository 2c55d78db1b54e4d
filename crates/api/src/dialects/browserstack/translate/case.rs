//! Test cases and their steps.

use domain::number::ProjectNumber;
use domain::outcome::IssueLink;
use domain::spelling::{self, Kind};
use domain::text::Text;
use store::catalogue::{Bdd, CaseDetail, NewCase, NewStep};

use super::super::links::Links;
use super::super::wire;
use super::super::words::{AUTOMATION, CASE_TYPE, PRIORITY, STATE, TEMPLATE, Words};
use crate::body::Object;
use crate::failure::Failure;
use crate::{fields, times};

/// The tracker of an issue for which none was named; the vendor's own default.
pub(super) const TRACKER: &str = "jira";

pub(crate) fn new_case(folder: i32, body: wire::CreateCase) -> Result<NewCase, Failure> {
    let wire::CreateCase {
        test_case:
            Object(wire::NewCase {
                name,
                description,
                owner,
                preconditions,
                test_case_steps,
                issues,
                tags,
                case_type,
                priority,
                status,
                automation_status,
                template,
            }),
    } = body;
    let steps = test_case_steps.unwrap_or_default().into_iter().enumerate();
    // An unknown template is not refused by the vendor: the default takes its place.
    let template = template.filter(|slug| TEMPLATE.find(slug).is_some());
    Ok(NewCase {
        folder: Some(folder),
        title: fields::required("name", name, 1000)?,
        description: fields::optional("description", description)?,
        preconditions: fields::optional("preconditions", preconditions)?,
        expected_result: None,
        priority: word("priority", &PRIORITY, Spelling::Display, priority)?,
        case_type: word("case_type", &CASE_TYPE, Spelling::Display, case_type)?,
        state: word("status", &STATE, Spelling::Display, status)?,
        automation: word(
            "automation_status",
            &AUTOMATION,
            Spelling::Internal,
            automation_status,
        )?,
        template: word("template", &TEMPLATE, Spelling::Internal, template)?,
        layer: None,
        is_e2e: false,
        owner: fields::optional("owner", owner)?,
        tags: texts("tags", tags)?,
        issues: texts("issues", issues)?.into_iter().map(link).collect(),
        fields: Vec::new(),
        bdd: Bdd::default(),
        steps: steps
            .map(|(place, Object(step))| new_step(place, step))
            .collect::<Result<_, _>>()?,
    })
}

fn link(key: Text) -> IssueLink {
    IssueLink {
        key: Some(key),
        url: None,
        tracker: None,
        host: None,
    }
}

fn new_step(place: usize, step: wire::NewStep) -> Result<NewStep, Failure> {
    let wire::NewStep {
        step,
        description,
        result,
    } = step;
    let at = format!("test_case_steps[{place}]");
    let text = |name: &str, raw: Option<String>| {
        fields::text(&format!("{at}.{name}"), raw.unwrap_or_default())
    };
    Ok(NewStep {
        action: text("step", step.or(description))?,
        expected: text("result", result)?,
    })
}

#[derive(Clone, Copy)]
enum Spelling {
    Display,
    Internal,
}

fn word(
    at: &str,
    words: &Words,
    spelling: Spelling,
    given: Option<String>,
) -> Result<Text, Failure> {
    let (display, internal) = match given.filter(|it| !it.is_empty()) {
        None => words.standard(),
        Some(given) => words
            .find(&given)
            .ok_or_else(|| Failure::Invalid(format!("Invalid {at} value: {given}")))?,
    };
    let stored = match spelling {
        Spelling::Display => display,
        Spelling::Internal => internal,
    };
    fields::text(at, stored.to_owned())
}

pub(super) fn texts(at: &str, raw: Option<Vec<String>>) -> Result<Vec<Text>, Failure> {
    let raw = raw.unwrap_or_default().into_iter().enumerate();
    raw.map(|(place, text)| fields::text(&format!("{at}[{place}]"), text))
        .collect()
}

pub(crate) fn case(links: Links<'_>, project: ProjectNumber, case: CaseDetail) -> wire::Case {
    let CaseDetail {
        number,
        opaque: _,
        project: _,
        project_opaque: _,
        folder,
        title,
        description,
        preconditions,
        expected_result: _,
        priority,
        case_type,
        state,
        automation,
        template,
        layer: _,
        is_e2e: _,
        owner,
        tags,
        issues,
        fields: _,
        bdd: _,
        created_by,
        creator: _,
        updated_by,
        created_at,
        updated_at,
        steps: known,
    } = case;
    wire::Case {
        identifier: spelling::numbered(Kind::Case, number.get()),
        title: title.clone(),
        name: title,
        case_type,
        priority,
        status: state,
        automation_status: automation,
        folder_id: folder,
        template,
        description,
        preconditions,
        steps: steps(known),
        tags,
        issues: issues.into_iter().filter_map(issue).collect(),
        custom_fields: [],
        attachments: [],
        owner,
        is_shared: false,
        created_at: times::millis(created_at),
        last_updated_at: times::millis(updated_at),
        updated_by,
        created_by,
        urls: links.case(project, folder, number),
    }
}

/// Steps in order: permanent id, action, expected outcome.
pub(crate) fn steps(steps: Vec<(i32, String, String)>) -> Vec<wire::Step> {
    (1..)
        .zip(steps)
        .map(|(order, (id, step, result))| wire::Step {
            id,
            order,
            step,
            result,
        })
        .collect()
}

pub(super) fn issue(link: IssueLink) -> Option<wire::Issue> {
    let IssueLink {
        key,
        url,
        tracker: _,
        host: _,
    } = link;
    let key = key.or(url)?.into_string();
    Some(wire::Issue {
        jira_id: key.clone(),
        issue_id: key,
        issue_type: TRACKER,
    })
}
