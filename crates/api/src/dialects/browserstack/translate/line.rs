//! Lists of results, in which results and their steps stand together.

use domain::case::RowKey;
use domain::number::{ConfigurationNumber, ResultNumber, RunNumber};
use domain::outcome::{IssueLink, Outcome, Recorded, StepOutcome};
use domain::spelling::{self, ExecutionReference, Kind};
use domain::text::Text;
use serde_json::Number;
use store::locate::Project;
use store::read::{Author, ResultEntry, ResultLine, StepEntry};
use time::OffsetDateTime;

use super::super::links::Links;
use super::super::status::{Shown, Statuses};
use super::super::wire;
use super::case::TRACKER;
use super::custom_value;
use crate::times;

pub(crate) fn lines(
    links: Links<'_>,
    statuses: &Statuses,
    project: &Project,
    found: &[ResultLine],
) -> Vec<wire::ResultRow> {
    let around = Around {
        links,
        statuses,
        project,
    };
    found
        .iter()
        .map(|line| match line {
            ResultLine::Result(entry) => around.result(entry),
            ResultLine::Step(entry) => around.step(entry),
        })
        .collect()
}

/// Whether a line has a status of the organization's own.
pub(crate) fn has_own_status(line: &ResultLine) -> bool {
    let status = match line {
        ResultLine::Result(entry) => Some(entry.recorded.outcome.status),
        ResultLine::Step(entry) => entry.step.status,
    };
    status.is_some_and(|it| it.custom.is_some())
}

/// What all lines have in common.
struct Around<'a> {
    links: Links<'a>,
    statuses: &'a Statuses,
    project: &'a Project,
}

/// What both kinds of line have.
struct Place<'a> {
    id: ResultNumber,
    run: RunNumber,
    key: RowKey,
    at: OffsetDateTime,
    author: &'a Author,
    shown: Shown<'a>,
}

impl Around<'_> {
    fn bare(&self, place: &Place<'_>) -> wire::ResultRow {
        let Place {
            id,
            run,
            key,
            at,
            author,
            shown,
        } = place;
        let Author { user: _, email } = author;
        let number = self.project.number;
        let execution = ExecutionReference {
            project: self.project.opaque,
            run: *run,
            key: *key,
        };
        wire::ResultRow {
            id: id.get(),
            created_at: times::millis(*at),
            updated_at: times::millis(*at),
            created_by: email.clone(),
            description: None,
            test_case_id: spelling::numbered(Kind::Case, key.case.get()),
            test_run_id: spelling::numbered(Kind::Run, run.get()),
            result_status: value(shown),
            issues: Vec::new(),
            custom_fields: Vec::new(),
            step_result: None,
            configuration_id: key.configuration.map(ConfigurationNumber::get),
            execution_id: execution.hashed(),
            elapsed_time: None,
            dataset: [],
            urls: self.links.result(number, *run, key.case, *id),
        }
    }

    fn result(&self, entry: &ResultEntry) -> wire::ResultRow {
        let ResultEntry {
            run,
            key,
            case: _,
            author,
            recorded,
        } = entry;
        let Recorded {
            seq: _,
            recorded_at,
            outcome,
        } = recorded;
        let Outcome {
            status,
            note,
            elapsed_ms,
            executed_at: _,
            started_at: _,
            framework: _,
            issues,
            fields,
            failures: _,
            steps: _,
            origin: _,
            environment: _,
            metadata: _,
            hooks: _,
            author: _,
        } = outcome;
        let place = Place {
            id: entry.number(),
            run: *run,
            key: *key,
            at: *recorded_at,
            author,
            shown: self.statuses.shown(*status),
        };
        let linked = issues.iter().filter_map(|link| issue(*recorded_at, link));
        wire::ResultRow {
            description: plain(note.as_ref()),
            issues: linked.collect(),
            custom_fields: fields.iter().map(custom_value::shown).collect(),
            elapsed_time: elapsed_ms.and_then(seconds),
            ..self.bare(&place)
        }
    }

    fn step(&self, entry: &StepEntry) -> wire::ResultRow {
        let StepEntry {
            run,
            key,
            seq: _,
            recorded_at,
            case: _,
            author,
            step,
        } = entry;
        let StepOutcome {
            position: _,
            step: _,
            given_id: _,
            status,
            note,
            keyword: _,
            text,
            expected,
            started_at: _,
            finished_at: _,
            elapsed_ms,
            failure: _,
        } = step;
        let shown = self.statuses.of_step(*status);
        let place = Place {
            id: entry.number(),
            run: *run,
            key: *key,
            at: *recorded_at,
            author,
            shown,
        };
        wire::ResultRow {
            description: plain(note.as_ref()),
            step_result: Some(wire::StepResult {
                step: plain(text.as_ref()).unwrap_or_default(),
                result: plain(expected.as_ref()).unwrap_or_default(),
                result_status: value(&shown),
            }),
            elapsed_time: elapsed_ms.and_then(seconds),
            ..self.bare(&place)
        }
    }
}

fn plain(text: Option<&Text>) -> Option<String> {
    text.map(Text::to_string)
}

fn value(shown: &Shown<'_>) -> wire::StatusValue {
    wire::StatusValue {
        field_value: shown.display.to_owned(),
    }
}

/// A link that another dialect gave may have an address alone; it then stands for the id.
fn issue(at: OffsetDateTime, link: &IssueLink) -> Option<wire::LinkedIssue> {
    let IssueLink {
        key,
        url,
        tracker,
        host: _,
    } = link;
    Some(wire::LinkedIssue {
        issue_id: plain(key.as_ref().or(url.as_ref()))?,
        created_at: times::millis(at),
        issue_type: plain(tracker.as_ref()).unwrap_or_else(|| TRACKER.to_owned()),
    })
}

/// Whole seconds without a fraction, as they were most likely sent.
fn seconds(elapsed_ms: i32) -> Option<Number> {
    if elapsed_ms % 1000 == 0 {
        Some(Number::from(elapsed_ms / 1000))
    } else {
        Number::from_f64(f64::from(elapsed_ms) / 1000.0)
    }
}
