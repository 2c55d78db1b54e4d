//! Rows, results and attempts for the tests of the tree.

use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber, RunNumber, Seq};
use domain::opaque::OpaqueId;
use domain::outcome::{Outcome, Recorded};
use serde_json::Value;
use store::catalogue::Configuration;
use store::locate::Case;
use store::read::{Attempt, Author, Hook, ResultEntry, RowCase, RowEntry};
use time::Duration;
use uuid::Uuid;

use super::super::super::group::groups;
use super::super::super::hierarchy::root;
use super::super::super::leaf::{Leaf, leaves};
use super::super::super::retry::executions;
use super::super::{NOW, author, start};

pub(super) const RUN: OpaqueId = OpaqueId::from_uuid(Uuid::from_u128(7));

pub(super) fn key(case: i32, configuration: i32) -> RowKey {
    RowKey {
        case: CaseNumber::new(case).unwrap(),
        configuration: ConfigurationNumber::new(configuration),
    }
}

pub(super) fn by() -> Author {
    Author {
        user: author(),
        email: "ann@localhost".to_owned(),
    }
}

pub(super) fn row(key: RowKey, shown: Option<Recorded>, in_progress: bool) -> RowEntry {
    RowEntry {
        key,
        shown: shown.map(|it| (it, by())),
        in_progress,
        assignee: None,
        case: RowCase {
            number: key.case,
            opaque: OpaqueId::from_uuid(Uuid::nil()),
            title: format!("test {}", key.case),
            description: None,
            priority: String::new(),
            case_type: String::new(),
            state: String::new(),
            folder: None,
            catalogued: false,
            created_by: String::new(),
            created_at: NOW,
            updated_at: NOW,
            deleted: false,
        },
    }
}

pub(super) fn recorded(seq: i32, outcome: Outcome) -> Recorded {
    Recorded {
        seq: Seq::new(seq).unwrap(),
        recorded_at: NOW + Duration::seconds(seq.into()),
        outcome,
    }
}

pub(super) fn result(key: RowKey, recorded: &Recorded) -> ResultEntry {
    ResultEntry {
        run: RunNumber::new(1).unwrap(),
        key,
        case: Case {
            number: key.case,
            opaque: OpaqueId::from_uuid(Uuid::nil()),
            title: String::new(),
            catalogued: false,
        },
        author: by(),
        recorded: recorded.clone(),
    }
}

pub(super) fn attempt(id: u128, key: RowKey, seq: Option<i32>, started: Value) -> Attempt {
    let id_s = i64::try_from(id).unwrap();
    Attempt {
        id: Uuid::from_u128(id),
        key,
        seq: seq.and_then(Seq::new),
        created_at: NOW + Duration::seconds(id_s),
        start: start(started).unwrap().start,
    }
}

pub(super) fn configuration(
    number: i32,
    name: &str,
    os: Option<&str>,
    version: Option<&str>,
) -> Configuration {
    Configuration {
        number,
        name: name.to_owned(),
        device: None,
        os: os.map(str::to_owned),
        os_version: version.map(str::to_owned),
        browser: None,
        browser_version: None,
        viewport: None,
    }
}

pub(super) fn tree(
    rows: Vec<RowEntry>,
    results: Vec<ResultEntry>,
    attempts: Vec<Attempt>,
    configurations: &[Configuration],
) -> Value {
    tree_with(rows, results, attempts, Vec::new(), configurations)
}

pub(in super::super) fn tree_with(
    rows: Vec<RowEntry>,
    results: Vec<ResultEntry>,
    attempts: Vec<Attempt>,
    hooks: Vec<Hook>,
    configurations: &[Configuration],
) -> Value {
    let executions = executions(RUN, results, attempts);
    let run = RunNumber::new(1).unwrap();
    let leaves: Vec<Leaf> = leaves(run, rows, executions, hooks, configurations, "http://v/b");
    let roots = groups(leaves).into_iter().map(|it| root(it, "nightly"));
    serde_json::to_value(roots.collect::<Vec<_>>()).unwrap()
}
