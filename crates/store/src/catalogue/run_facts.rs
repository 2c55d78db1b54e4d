//! The parts of a run that are stored as one JSON document, because no query looks into them.
//!
//! The names here are the format on disk: change them only with a migration.

use domain::outcome::IssueLink;
use domain::patch::Patch;
use domain::text::Text;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::StoreError;
use crate::record::facts::{IssueFacts, issue, issue_facts};

/// What `runs.facts` holds.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RareFacts {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    issues: Vec<IssueFacts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    milestone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    selection: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row_assignee: Option<String>,
}

impl RareFacts {
    /// The document of a new run; none for a run that says nothing of it.
    pub(crate) fn document(
        issues: &[IssueLink],
        milestone: Option<Text>,
        selection: Option<Value>,
        row_assignee: Option<Text>,
    ) -> Result<Option<Value>, StoreError> {
        let facts = Self {
            issues: issues.iter().map(issue_facts).collect(),
            milestone: milestone.map(Text::into_string),
            selection,
            row_assignee: row_assignee.map(Text::into_string),
        };
        (facts != Self::default()).then(|| json(facts)).transpose()
    }

    /// What a stored document says.
    pub(crate) fn read(document: Option<Value>) -> Result<Said, StoreError> {
        let Some(document) = document else {
            return Ok(Said::default());
        };
        let Self {
            issues,
            milestone,
            selection,
            row_assignee,
        } = serde_json::from_value(document)
            .map_err(|error| StoreError::Corrupt(error.to_string()))?;
        Ok(Said {
            issues: issues.into_iter().map(issue).collect::<Result<_, _>>()?,
            milestone,
            selection,
            row_assignee,
        })
    }
}

/// What a run's document says.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) issues: Vec<IssueLink>,
    pub(crate) milestone: Option<String>,
    pub(crate) selection: Option<Value>,
    pub(crate) row_assignee: Option<String>,
}

/// What a change writes over a document, and what it takes out of it.
#[derive(Debug)]
pub(crate) struct FactsChange {
    pub(crate) written: Value,
    pub(crate) removed: Vec<String>,
}

impl FactsChange {
    pub(crate) fn of(
        issues: Option<Vec<IssueLink>>,
        milestone: Patch<Text>,
        selection: Patch<Value>,
        row_assignee: Patch<Text>,
    ) -> Result<Self, StoreError> {
        let issues = match issues {
            None => Patch::Keep,
            Some(none) if none.is_empty() => Patch::Clear,
            Some(some) => Patch::Set(json(some.iter().map(issue_facts).collect::<Vec<_>>())?),
        };
        let plain = |text: Text| Value::String(text.into_string());
        let mut written = Map::new();
        let mut removed = Vec::new();
        for (name, change) in [
            ("issues", issues),
            ("milestone", milestone.map(plain)),
            ("selection", selection),
            ("row_assignee", row_assignee.map(plain)),
        ] {
            match change {
                Patch::Keep => {}
                Patch::Clear => removed.push(name.to_owned()),
                Patch::Set(value) => {
                    written.insert(name.to_owned(), value);
                }
            }
        }
        Ok(Self {
            written: Value::Object(written),
            removed,
        })
    }
}

fn json(facts: impl Serialize) -> Result<Value, StoreError> {
    serde_json::to_value(facts).map_err(|error| StoreError::Corrupt(error.to_string()))
}
