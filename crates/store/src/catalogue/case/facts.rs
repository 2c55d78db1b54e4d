//! The parts of a case that are stored as one JSON document, because no query looks into them.
//!
//! The names here are the format on disk: change them only with a migration.

use domain::outcome::{Field, IssueLink};
use domain::text::Text;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Bdd, CaseExtras};
use crate::error::StoreError;
use crate::record::facts::{IssueFacts, issue, issue_facts, maybe, text};

/// What `test_cases.facts` holds; the column is null where it would hold nothing.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct CaseFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layer: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    is_e2e: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    issues: Vec<IssueFacts>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feature: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bdd_content: Option<String>,
}

fn plain(text: Text) -> String {
    text.into_string()
}

impl CaseFacts {
    pub(super) fn of(extras: CaseExtras) -> Self {
        let CaseExtras {
            expected_result,
            layer,
            is_e2e,
            issues,
            fields,
            bdd:
                Bdd {
                    feature,
                    background,
                    scenario,
                    content,
                },
        } = extras;
        let pair = |Field { name, value }| (plain(name), plain(value));
        Self {
            expected_result: expected_result.map(plain),
            layer: layer.map(plain),
            is_e2e,
            issues: issues.iter().map(issue_facts).collect(),
            fields: fields.into_iter().map(pair).collect(),
            feature: feature.map(plain),
            background: background.map(plain),
            scenario: scenario.map(plain),
            bdd_content: content.map(plain),
        }
    }

    /// The document, if there is anything in it.
    pub(super) fn stored(&self) -> Result<Option<Value>, StoreError> {
        if *self == Self::default() {
            return Ok(None);
        }
        let stored = serde_json::to_value(self);
        stored
            .map(Some)
            .map_err(|error| StoreError::Corrupt(error.to_string()))
    }

    /// Reads a document.
    pub(super) fn read(stored: Option<Value>) -> Result<CaseExtras, StoreError> {
        let facts: Self = stored
            .map_or_else(|| Ok(Self::default()), serde_json::from_value)
            .map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let Self {
            expected_result,
            layer,
            is_e2e,
            issues,
            fields,
            feature,
            background,
            scenario,
            bdd_content,
        } = facts;
        Ok(CaseExtras {
            expected_result: maybe(expected_result)?,
            layer: maybe(layer)?,
            is_e2e,
            issues: issues.into_iter().map(issue).collect::<Result<_, _>>()?,
            fields: fields.into_iter().map(field).collect::<Result<_, _>>()?,
            bdd: Bdd {
                feature: maybe(feature)?,
                background: maybe(background)?,
                scenario: maybe(scenario)?,
                content: maybe(bdd_content)?,
            },
        })
    }
}

fn field((name, value): (String, String)) -> Result<Field, StoreError> {
    Ok(Field {
        name: text(name)?,
        value: text(value)?,
    })
}

/// Reads custom fields that were taken out of a document.
pub(in crate::catalogue) fn some_fields(stored: Option<Value>) -> Result<Vec<Field>, StoreError> {
    let pairs: Vec<(String, String)> = stored
        .map_or_else(|| Ok(Vec::new()), serde_json::from_value)
        .map_err(|error| StoreError::Corrupt(error.to_string()))?;
    pairs.into_iter().map(field).collect()
}

/// What filters find links by: the key, or the address of one without.
pub(super) fn keys(issues: &[IssueLink]) -> Vec<String> {
    let key = |link: &IssueLink| {
        link.key
            .as_ref()
            .or(link.url.as_ref())
            .map(ToString::to_string)
    };
    issues.iter().filter_map(key).collect()
}
