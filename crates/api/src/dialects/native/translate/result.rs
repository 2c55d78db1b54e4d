//! A result with everything that is stored of it. Nothing may be left out here: this is where a client
//! reads what its own vendor has no call for.

use std::collections::BTreeMap;

use domain::case::RowKey;
use domain::number::{CustomStatusNumber, ResultNumber, Seq};
use domain::outcome::{Environment, Failure, Field, IssueLink, Origin, Outcome, StatusChoice};
use domain::spelling::{self, Kind, RowReference};
use domain::text::Text;
use store::catalogue::Configuration;
use store::locate::Run;
use time::OffsetDateTime;
use uuid::Uuid;

use super::super::status::STATUS;
use super::super::wire;
use super::configuration::configuration;
use super::step::steps;
use crate::times;

/// A result, an open attempt, or a row without either.
pub(crate) struct Shown<'a> {
    pub(crate) run: &'a Run,
    pub(crate) key: RowKey,
    pub(crate) case_title: String,
    pub(crate) configuration: Option<Configuration>,
    pub(crate) attempt: Option<Uuid>,
    pub(crate) email: Option<String>,
    pub(crate) seq: Option<Seq>,
    pub(crate) recorded_at: Option<OffsetDateTime>,
    /// The status if there is no outcome.
    pub(crate) status: StatusChoice,
    pub(crate) outcome: Option<&'a Outcome>,
}

pub(crate) fn shown(shown: Shown<'_>) -> wire::ShownResult {
    let Shown {
        run,
        key,
        case_title,
        configuration: known,
        attempt,
        email,
        seq,
        recorded_at,
        status,
        outcome,
    } = shown;
    let row = RowReference {
        run: run.opaque,
        key,
    };
    let bare = wire::ShownResult {
        id: seq.map(|seq| ResultNumber::new(run.number, seq).get()),
        row_id: row.prefixed(),
        attempt_id: attempt.map(|id| id.to_string()),
        run_id: spelling::numbered(Kind::Run, run.number.get()),
        case_id: spelling::numbered(Kind::Case, key.case.get()),
        project_id: spelling::numbered(Kind::Project, run.project.get()),
        case_title,
        configuration: known.map(configuration),
        status: STATUS.to_wire(status.status),
        custom_status: status.custom.map(CustomStatusNumber::get),
        note: None,
        elapsed_ms: None,
        recorded_at: recorded_at.map(times::millis),
        executed_at: None,
        started_at: None,
        framework: None,
        author: None,
        issues: Vec::new(),
        fields: Vec::new(),
        failures: Vec::new(),
        steps: Vec::new(),
        origin: wire::Origin::default(),
        environment: wire::Environment::default(),
        metadata: BTreeMap::new(),
        hooks: Vec::new(),
    };
    match outcome {
        Some(outcome) => filled(bare, run, seq, email, outcome),
        None => bare,
    }
}

fn filled(
    bare: wire::ShownResult,
    run: &Run,
    seq: Option<Seq>,
    email: Option<String>,
    outcome: &Outcome,
) -> wire::ShownResult {
    let Outcome {
        status,
        note,
        elapsed_ms,
        executed_at,
        started_at,
        framework,
        issues,
        fields,
        failures,
        steps: outcome_steps,
        origin,
        environment,
        metadata,
        hooks,
        author,
    } = outcome;
    wire::ShownResult {
        status: STATUS.to_wire(status.status),
        custom_status: status.custom.map(CustomStatusNumber::get),
        note: plain(note.as_ref()),
        elapsed_ms: *elapsed_ms,
        executed_at: executed_at.map(times::millis),
        started_at: started_at.map(times::millis),
        framework: plain(framework.as_ref()),
        author: Some(wire::Author {
            id: author.get(),
            email,
        }),
        issues: issues.iter().map(issue).collect(),
        fields: fields.iter().map(field).collect(),
        failures: failures.iter().map(failure).collect(),
        steps: steps(run.number, seq, outcome_steps),
        origin: self::origin(origin),
        environment: self::environment(environment),
        metadata: self::metadata(metadata),
        hooks: hooks.iter().map(ToString::to_string).collect(),
        ..bare
    }
}

fn plain(text: Option<&Text>) -> Option<String> {
    text.map(ToString::to_string)
}

fn plains(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

fn issue(link: &IssueLink) -> wire::Issue {
    let IssueLink {
        key,
        url,
        tracker,
        host,
    } = link;
    wire::Issue {
        key: plain(key.as_ref()),
        url: plain(url.as_ref()),
        tracker: plain(tracker.as_ref()),
        host: plain(host.as_ref()),
    }
}

fn field(field: &Field) -> wire::Field {
    let Field { name, value } = field;
    wire::Field {
        name: name.to_string(),
        value: value.to_string(),
    }
}

pub(super) fn failure(failure: &Failure) -> wire::Failure {
    let Failure { message, trace } = failure;
    wire::Failure {
        message: plain(message.as_ref()),
        trace: trace.as_deref().map(plains),
    }
}

pub(super) fn origin(origin: &Origin) -> wire::Origin {
    let Origin {
        file,
        scopes,
        location,
        vc_path,
        tags,
        language,
        code,
        preliminary,
    } = origin;
    wire::Origin {
        file: plain(file.as_ref()),
        scopes: plains(scopes),
        location: plain(location.as_ref()),
        vc_path: plain(vc_path.as_ref()),
        tags: plains(tags),
        language: plain(language.as_ref()),
        code: plain(code.as_ref()),
        preliminary_result: plain(preliminary.as_ref()),
    }
}

pub(super) fn metadata(metadata: &BTreeMap<Text, Vec<Text>>) -> BTreeMap<String, Vec<String>> {
    let entries = metadata.iter();
    entries
        .map(|(key, values)| (key.to_string(), plains(values)))
        .collect()
}

pub(super) fn environment(environment: &Environment) -> wire::Environment {
    let Environment {
        device,
        os,
        os_version,
        browser,
        browser_version,
        viewport,
    } = environment;
    wire::Environment {
        device: plain(device.as_ref()),
        os: plain(os.as_ref()),
        os_version: plain(os_version.as_ref()),
        browser: plain(browser.as_ref()),
        browser_version: plain(browser_version.as_ref()),
        viewport: plain(viewport.as_ref()),
    }
}
