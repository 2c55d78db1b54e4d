//! Test cases and their steps, as they are shown.

use std::collections::BTreeMap;

use domain::number::ProjectNumber;
use domain::outcome::IssueLink;
use domain::spelling::{self, Kind};
use domain::text::Text;
use store::catalogue::{Bdd, CaseDetail};

use super::super::links::Links;
use super::super::wire;
use super::super::words::BDD;
use super::custom_value;
use crate::failure::Failure;
use crate::{fields, times};

/// The tracker of an issue for which none was named; the vendor's own default.
pub(super) const TRACKER: &str = "jira";

/// A case as lists show it: with the folders it lies in, outermost first.
pub(crate) fn listed_case(
    links: Links<'_>,
    project: ProjectNumber,
    folders: &BTreeMap<i32, Vec<i32>>,
    detail: CaseDetail,
) -> wire::Case {
    let path = detail.folder.and_then(|folder| folders.get(&folder));
    let path = path.cloned().unwrap_or_default();
    wire::Case {
        folder_path: Some(path),
        ..case(links, project, detail)
    }
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
        fields,
        bdd: behaviour,
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
        folder_path: None,
        bdd: bdd(&template, behaviour),
        template,
        description,
        preconditions,
        steps: steps(known),
        tags,
        issue_tracker: issues.iter().find_map(tracker),
        issues: issues.into_iter().filter_map(issue).collect(),
        custom_fields: fields.iter().map(custom_value::shown).collect(),
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

/// Only a case that is written as behaviour has these keys.
fn bdd(template: &str, bdd: Bdd) -> Option<wire::Bdd> {
    let Bdd {
        feature,
        background,
        scenario,
        content,
    } = bdd;
    let is_written = feature.is_some() || background.is_some() || scenario.is_some();
    (is_written || template == BDD).then(|| wire::Bdd {
        feature: feature.map(Text::into_string),
        background: background.map(Text::into_string),
        // What another dialect has as one text is the scenario here.
        scenario: scenario.or(content).map(Text::into_string),
    })
}

pub(super) fn texts(at: &str, raw: Option<Vec<String>>) -> Result<Vec<Text>, Failure> {
    let raw = raw.unwrap_or_default().into_iter().enumerate();
    raw.map(|(place, text)| fields::text(format_args!("{at}[{place}]"), text))
        .collect()
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

/// A link without a key is named by its address.
pub(super) fn issue(link: IssueLink) -> Option<wire::Issue> {
    let IssueLink {
        key,
        url,
        tracker,
        host: _,
    } = link;
    let key = key.as_ref().or(url.as_ref())?.to_string();
    let tracker = tracker.as_ref().map(Text::as_str);
    Some(wire::Issue {
        jira_id: key.clone(),
        issue_id: key,
        issue_type: tracker.unwrap_or(TRACKER).to_owned(),
    })
}

/// The tracker that was named for the issues, which is one for all of them.
fn tracker(link: &IssueLink) -> Option<wire::IssueTracker> {
    let IssueLink {
        key: _,
        url: _,
        tracker,
        host,
    } = link;
    let is_named = tracker.is_some() || host.is_some();
    is_named.then(|| wire::IssueTracker {
        name: tracker.as_ref().map(Text::to_string),
        host: host.as_ref().map(Text::to_string),
    })
}
