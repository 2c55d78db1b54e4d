//! The parts of a result that are stored as one JSON document, because no query looks into them.
//!
//! The names here are the format on disk: change them only with a migration.

use std::collections::BTreeMap;

use domain::number::StepNumber;
use domain::outcome::{Environment, Failure, Field, IssueLink, Origin, Outcome, StepOutcome};
use domain::text::{Text, TextDefect};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::StoreError;

/// What `result_details.facts` and `attempts.start` hold.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Facts {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    issues: Vec<IssueFacts>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failures: Vec<FailureFacts>,
    #[serde(skip_serializing_if = "is_default")]
    origin: OriginFacts,
    #[serde(skip_serializing_if = "is_default")]
    environment: EnvironmentFacts,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    metadata: BTreeMap<String, Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hooks: Vec<Uuid>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct IssueFacts {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    tracker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    host: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct FailureFacts {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    trace: Option<Vec<String>>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct OriginFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vc_path: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preliminary: Option<String>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct EnvironmentFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    os: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    os_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    browser: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    browser_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    viewport: Option<String>,
}

/// What `step_results.facts` holds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StepFacts {
    #[serde(skip_serializing_if = "Option::is_none", default)]
    given_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    keyword: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    expected: Option<String>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        with = "time::serde::rfc3339::option"
    )]
    started_at: Option<OffsetDateTime>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        with = "time::serde::rfc3339::option"
    )]
    finished_at: Option<OffsetDateTime>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    elapsed_ms: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    failure: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn plain(text: &Text) -> String {
    text.as_str().to_owned()
}

fn plains(texts: &[Text]) -> Vec<String> {
    texts.iter().map(plain).collect()
}

pub(crate) fn text(raw: String) -> Result<Text, StoreError> {
    Text::at_most(raw, usize::MAX)
        .map_err(|defect: TextDefect| StoreError::Corrupt(defect.to_string()))
}

pub(crate) fn maybe(raw: Option<String>) -> Result<Option<Text>, StoreError> {
    raw.map(text).transpose()
}

fn texts(raw: Vec<String>) -> Result<Vec<Text>, StoreError> {
    raw.into_iter().map(text).collect()
}

impl Facts {
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let Outcome {
            status: _,
            note: _,
            elapsed_ms: _,
            executed_at: _,
            started_at: _,
            framework: _,
            issues,
            fields,
            failures,
            steps: _,
            origin,
            environment,
            metadata,
            hooks,
            author: _,
        } = outcome;
        let Origin {
            file,
            scopes,
            location,
            vc_path,
            tags,
            language,
            code,
            preliminary,
        } = &**origin;
        let Environment {
            device,
            os,
            os_version,
            browser,
            browser_version,
            viewport,
        } = &**environment;
        Self {
            issues: issues.iter().map(issue_facts).collect(),
            fields: fields
                .iter()
                .map(|it| (plain(&it.name), plain(&it.value)))
                .collect(),
            failures: failures.iter().map(failure_facts).collect(),
            origin: OriginFacts {
                file: file.as_ref().map(plain),
                scopes: plains(scopes),
                location: location.as_ref().map(plain),
                vc_path: vc_path.as_ref().map(plain),
                tags: plains(tags),
                language: language.as_ref().map(plain),
                code: code.as_ref().map(plain),
                preliminary: preliminary.as_ref().map(plain),
            },
            environment: EnvironmentFacts {
                device: device.as_ref().map(plain),
                os: os.as_ref().map(plain),
                os_version: os_version.as_ref().map(plain),
                browser: browser.as_ref().map(plain),
                browser_version: browser_version.as_ref().map(plain),
                viewport: viewport.as_ref().map(plain),
            },
            metadata: metadata
                .iter()
                .map(|(key, values)| (plain(key), plains(values)))
                .collect(),
            hooks: hooks.clone(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        is_default(self)
    }

    /// Puts the facts back into an outcome.
    pub(crate) fn restore(self, outcome: &mut Outcome) -> Result<(), StoreError> {
        let Self {
            issues,
            fields,
            failures,
            origin,
            environment,
            metadata,
            hooks,
        } = self;
        outcome.issues = issues.into_iter().map(issue).collect::<Result<_, _>>()?;
        outcome.fields = fields
            .into_iter()
            .map(|(name, value)| {
                Ok(Field {
                    name: text(name)?,
                    value: text(value)?,
                })
            })
            .collect::<Result<_, StoreError>>()?;
        outcome.failures = failures
            .into_iter()
            .map(failure)
            .collect::<Result<_, _>>()?;
        outcome.origin = Origin {
            file: maybe(origin.file)?,
            scopes: texts(origin.scopes)?,
            location: maybe(origin.location)?,
            vc_path: maybe(origin.vc_path)?,
            tags: texts(origin.tags)?,
            language: maybe(origin.language)?,
            code: maybe(origin.code)?,
            preliminary: maybe(origin.preliminary)?,
        }
        .into();
        outcome.environment = Environment {
            device: maybe(environment.device)?,
            os: maybe(environment.os)?,
            os_version: maybe(environment.os_version)?,
            browser: maybe(environment.browser)?,
            browser_version: maybe(environment.browser_version)?,
            viewport: maybe(environment.viewport)?,
        }
        .into();
        outcome.metadata = metadata
            .into_iter()
            .map(|(key, values)| Ok((text(key)?, texts(values)?)))
            .collect::<Result<_, StoreError>>()?;
        outcome.hooks = hooks;
        Ok(())
    }
}

pub(crate) fn issue_facts(link: &IssueLink) -> IssueFacts {
    let IssueLink {
        key,
        url,
        tracker,
        host,
    } = link;
    IssueFacts {
        key: key.as_ref().map(plain),
        url: url.as_ref().map(plain),
        tracker: tracker.as_ref().map(plain),
        host: host.as_ref().map(plain),
    }
}

pub(crate) fn issue(facts: IssueFacts) -> Result<IssueLink, StoreError> {
    let IssueFacts {
        key,
        url,
        tracker,
        host,
    } = facts;
    Ok(IssueLink {
        key: maybe(key)?,
        url: maybe(url)?,
        tracker: maybe(tracker)?,
        host: maybe(host)?,
    })
}

fn failure_facts(failure: &Failure) -> FailureFacts {
    let Failure { message, trace } = failure;
    FailureFacts {
        message: message.as_ref().map(plain),
        trace: trace.as_deref().map(plains),
    }
}

fn failure(facts: FailureFacts) -> Result<Failure, StoreError> {
    let FailureFacts { message, trace } = facts;
    Ok(Failure {
        message: maybe(message)?,
        trace: trace.map(texts).transpose()?,
    })
}

impl StepFacts {
    pub(crate) fn of(step: &StepOutcome) -> Self {
        let StepOutcome {
            position: _,
            step: _,
            given_id,
            status: _,
            note,
            keyword,
            text,
            expected,
            started_at,
            finished_at,
            elapsed_ms,
            failure,
        } = step;
        Self {
            given_id: given_id.as_ref().map(plain),
            note: note.as_ref().map(plain),
            keyword: keyword.as_ref().map(plain),
            text: text.as_ref().map(plain),
            expected: expected.as_ref().map(plain),
            started_at: *started_at,
            finished_at: *finished_at,
            elapsed_ms: *elapsed_ms,
            failure: failure.as_ref().map(plain),
        }
    }

    /// Makes the step again from its facts and its columns.
    pub(crate) fn restore(
        self,
        position: i32,
        step: Option<i32>,
        status: Option<domain::outcome::StatusChoice>,
    ) -> Result<StepOutcome, StoreError> {
        Ok(StepOutcome {
            position,
            step: step.and_then(StepNumber::new),
            given_id: maybe(self.given_id)?,
            status,
            note: maybe(self.note)?,
            keyword: maybe(self.keyword)?,
            text: maybe(self.text)?,
            expected: maybe(self.expected)?,
            started_at: self.started_at,
            finished_at: self.finished_at,
            elapsed_ms: self.elapsed_ms,
            failure: maybe(self.failure)?,
        })
    }
}
