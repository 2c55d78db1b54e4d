//! The filters of the list of test cases (documents, "Test cases" and "Pagination").

use domain::number::CaseNumber;
use domain::spelling;
use domain::text::Text;
use store::catalogue::{CaseFilter, CaseName, TrackerName};

use super::super::words::{CASE_TYPE, PRIORITY, STATE, Words};
use super::case::TRACKER;
use super::filter::{listed, period};
use super::names;
use crate::failure::Failure;
use crate::fields;

/// What the query says; an empty parameter says nothing.
#[derive(Debug, Default)]
pub(crate) struct CaseQuery {
    pub(crate) id: Option<String>,
    pub(crate) folder_id: Option<String>,
    pub(crate) priority: Option<String>,
    pub(crate) case_type: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) owner: Option<String>,
    pub(crate) tags: Option<String>,
    pub(crate) issue_ids: Option<String>,
    pub(crate) issue_type: Option<String>,
    pub(crate) created_after: Option<String>,
    pub(crate) created_before: Option<String>,
    pub(crate) updated_after: Option<String>,
    pub(crate) updated_before: Option<String>,
    /// Whether the archived cases are asked for.
    pub(crate) archived: bool,
}

/// The cases that `id` names, or nothing if it names none: then it does not filter.
pub(crate) fn cases_named(id: Option<&str>) -> Result<Vec<CaseName>, Failure> {
    listed(id).map(|raw| names::case_name("id", raw)).collect()
}

/// The filter; `known` are the cases that `id` names, in its order. `None` if no case fits: it names some and none
/// is known, or archived ones are asked for, which nobody can make here.
pub(crate) fn case_filter(
    query: CaseQuery,
    known: &[Option<CaseNumber>],
) -> Result<Option<CaseFilter>, Failure> {
    let numbers: Vec<CaseNumber> = known.iter().flatten().copied().collect();
    let none_fits = query.archived || (numbers.is_empty() && !known.is_empty());
    let filter = filter(query, numbers)?;
    Ok((!none_fits).then_some(filter))
}

fn filter(query: CaseQuery, numbers: Vec<CaseNumber>) -> Result<CaseFilter, Failure> {
    let CaseQuery {
        id: _,
        folder_id,
        priority,
        case_type,
        status,
        owner,
        tags,
        issue_ids,
        issue_type,
        created_after,
        created_before,
        updated_after,
        updated_before,
        archived: _,
    } = query;
    let folder = folder_id.filter(|it| !it.is_empty());
    Ok(CaseFilter {
        numbers,
        // What is no number names no folder, and 0 is none.
        folder: folder.map(|it| spelling::digits(&it).unwrap_or_default()),
        priorities: words("priority", &PRIORITY, priority.as_deref())?,
        types: words("case_type", &CASE_TYPE, case_type.as_deref())?,
        states: words("status", &STATE, status.as_deref())?,
        owners: texts("owner", owner.as_deref())?,
        tags: texts("tags", tags.as_deref())?,
        issues: texts("issue_ids", issue_ids.as_deref())?,
        tracker: tracker(issue_type)?,
        title_contains: None,
        created: period(
            ("created_after", created_after.as_deref()),
            ("created_before", created_before.as_deref()),
        )?,
        updated: period(
            ("updated_after", updated_after.as_deref()),
            ("updated_before", updated_before.as_deref()),
        )?,
    })
}

/// An issue for which no tracker was named is shown as one of the default's.
fn tracker(raw: Option<String>) -> Result<Option<TrackerName>, Failure> {
    let Some(raw) = raw.filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    Ok(Some(TrackerName {
        is_default: raw.eq_ignore_ascii_case(TRACKER),
        name: fields::text("issue_type", raw)?,
    }))
}

/// Internal names stand for display values. A word that the vendor does not have fits the cases of other
/// dialects that have it, if any do.
fn words(at: &str, known: &Words, raw: Option<&str>) -> Result<Vec<Text>, Failure> {
    let display = |word| known.find(word).map_or(word, |(display, _)| display);
    listed(raw)
        .map(|word| fields::text(at, display(word).to_owned()))
        .collect()
}

fn texts(at: &str, raw: Option<&str>) -> Result<Vec<Text>, Failure> {
    listed(raw)
        .map(|word| fields::text(at, word.to_owned()))
        .collect()
}
