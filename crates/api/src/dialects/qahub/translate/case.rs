//! Test cases, as they are sent.

use domain::outcome::IssueLink;
use domain::patch::Patch;
use domain::text::Text;
use store::catalogue::{Bdd, BddChange, CaseChange, CaseDetail, CaseFilter, NewCase};

use super::super::wire::{ChangeCase, CreateCase, SentTicket};
use super::super::words::{AUTOMATION, PRIORITY, STATE, Words};
use super::run::NAME_CHARS;
use super::shown_case::{automation, state};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::sent::Sent;

/// The most characters of a word, a label or a ticket's key.
const WORD_CHARS: usize = 255;

/// A case to be created, before its project is looked up.
#[derive(Debug)]
pub(crate) struct CasePlan {
    /// The project's id as it was sent, if it was.
    pub(crate) project: Option<String>,
    pub(crate) case: NewCase,
}

pub(crate) fn new_case(body: CreateCase) -> Result<CasePlan, Failure> {
    let CreateCase {
        project_id,
        title,
        bdd_content,
        status,
        priority,
        layer,
        is_e2e,
        automation_status,
        tags,
        tickets,
    } = body;
    let status = status.unwrap_or_else(|| "DRAFT".to_owned());
    let priority = priority.unwrap_or_else(|| "MEDIUM".to_owned());
    let automation = automation_status.unwrap_or_else(|| "MANUAL".to_owned());
    let case = NewCase {
        folder: None,
        title: fields::required("title", title, NAME_CHARS)?,
        description: None,
        preconditions: None,
        expected_result: None,
        priority: word("priority", &PRIORITY, priority)?,
        case_type: fields::text("type", "Other".to_owned())?,
        state: state_of(&status)?,
        automation: word("automation_status", &AUTOMATION, automation)?,
        template: fields::text("template", "test_case_bdd".to_owned())?,
        layer: fields::optional_at_most("layer", layer, WORD_CHARS)?,
        is_e2e: is_e2e.unwrap_or_default(),
        owner: None,
        tags: labels(tags.unwrap_or_default())?,
        issues: links(tickets.unwrap_or_default())?,
        fields: Vec::new(),
        bdd: Bdd {
            content: Some(fields::required(
                "bdd_content",
                bdd_content,
                Text::MAX_CHARS,
            )?),
            ..Bdd::default()
        },
        steps: Vec::new(),
    };
    Ok(CasePlan {
        project: project_id,
        case,
    })
}

/// A word that the case shows already leaves it as it is: the catalogue tells apart what reads the same here.
pub(crate) fn case_change(before: &CaseDetail, body: ChangeCase) -> Result<CaseChange, Failure> {
    let ChangeCase {
        title,
        bdd_content,
        status,
        priority,
        layer,
        is_e2e,
        automation_status,
        tags,
        tickets,
    } = body;
    let status = required("status", status)?.filter(|it| it != state(&before.state));
    let automation_status = required("automation_status", automation_status)?
        .filter(|it| *it != automation(&before.automation));
    let text = |at: &str, sent: Option<String>, max: usize| {
        sent.map(|it| fields::required(at, Some(it), max))
            .transpose()
    };
    let content = text(
        "bdd_content",
        required("bdd_content", bdd_content)?,
        Text::MAX_CHARS,
    )?;
    Ok(CaseChange {
        title: text("title", required("title", title)?, NAME_CHARS)?,
        priority: required("priority", priority)?
            .map(|it| word("priority", &PRIORITY, it))
            .transpose()?,
        state: status.as_deref().map(state_of).transpose()?,
        automation: automation_status
            .map(|it| word("automation_status", &AUTOMATION, it))
            .transpose()?,
        layer: layer
            .0
            .try_map(|it| fields::at_most("layer", it, WORD_CHARS))?,
        is_e2e: required("is_e2e", is_e2e)?,
        tags: all(tags).map(labels).transpose()?,
        issues: all(tickets).map(links).transpose()?,
        bdd: match content {
            Some(content) => rewritten(content),
            None => BddChange::default(),
        },
        ..CaseChange::default()
    })
}

/// The text takes the place of what the case was written in before.
const fn rewritten(content: Text) -> BddChange {
    BddChange {
        feature: Patch::Clear,
        background: Patch::Clear,
        scenario: Patch::Clear,
        content: Patch::Set(content),
    }
}

/// Which cases a status lets through.
pub(crate) fn case_filter(word: Option<&str>) -> Result<CaseFilter, Failure> {
    let Some(word) = word else {
        return Ok(CaseFilter::default());
    };
    state_of(word)?;
    let stored = STATE.read_as(word).map(str::to_owned);
    let stored = stored.map(|it| fields::text("status", it));
    Ok(CaseFilter {
        states: stored.collect::<Result<_, _>>()?,
        ..CaseFilter::default()
    })
}

fn state_of(word: &str) -> Result<Text, Failure> {
    let stored = STATE.to_catalogue(word).ok_or_else(|| {
        let known = STATE.written().join(", ");
        Failure::Invalid(format!("status must be one of {known}"))
    })?;
    fields::text("status", stored.to_owned())
}

/// A word; one that is not known is kept as it is (reading).
fn word(at: &str, words: &Words, sent: String) -> Result<Text, Failure> {
    let stored = words.to_catalogue(&sent).map(str::to_owned);
    fields::required(at, Some(stored.unwrap_or(sent)), WORD_CHARS)
}

fn labels(tags: Vec<String>) -> Result<Vec<Text>, Failure> {
    let label = |tag| fields::required("tags", Some(tag), WORD_CHARS);
    tags.into_iter().map(label).collect()
}

fn links(tickets: Vec<Object<SentTicket>>) -> Result<Vec<IssueLink>, Failure> {
    let link = |Object(SentTicket { key, source }): Object<SentTicket>| {
        let source = source.unwrap_or_else(|| "JIRA".to_owned());
        let source = fields::at_most("tickets.source", source, WORD_CHARS)?;
        Ok(IssueLink {
            key: Some(fields::required("tickets.key", key, WORD_CHARS)?),
            url: None,
            // İ grows when it is lower-cased, so what was sent is what has the limit.
            tracker: Some(fields::text(
                "tickets.source",
                source.as_str().to_lowercase(),
            )?),
            host: None,
        })
    };
    tickets.into_iter().map(link).collect()
}

/// A field that cannot be cleared.
fn required<T>(at: &str, sent: Sent<T>) -> Result<Option<T>, Failure> {
    match sent.0 {
        Patch::Keep => Ok(None),
        Patch::Clear => Err(Failure::Invalid(format!("{at} must not be null"))),
        Patch::Set(value) => Ok(Some(value)),
    }
}

/// A list that null empties.
fn all<T>(sent: Sent<Vec<T>>) -> Option<Vec<T>> {
    match sent.0 {
        Patch::Keep => None,
        Patch::Clear => Some(Vec::new()),
        Patch::Set(list) => Some(list),
    }
}
