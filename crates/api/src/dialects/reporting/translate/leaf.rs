//! A row of the run as a leaf of the tree.

use std::collections::BTreeMap;

use domain::case::RowKey;
use domain::number::{ConfigurationNumber, ResultNumber, RunNumber};
use domain::status::Status;
use domain::text::Text;
use store::catalogue::Configuration;
use store::read::{Author, Hook, RowEntry};
use time::OffsetDateTime;

use super::super::status::STATUS;
use super::super::wire::{Retry, TestDetails};
use super::hook_leaf::hook_leaf;
use super::platform::Platform;
use super::retry::Execution;
use crate::times;

/// What a leaf stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeafKind {
    Test,
    Hook { before_all: bool, after_all: bool },
}

/// A row of the run, or a hook, on its way into the tree.
pub(super) struct Leaf {
    pub(super) kind: LeafKind,
    /// None for a hook.
    pub(super) key: Option<RowKey>,
    /// Empty for a row that no reporter's file is known of.
    pub(super) file: String,
    pub(super) platform: Platform,
    /// Outermost first.
    pub(super) scopes: Vec<String>,
    pub(super) title: String,
    pub(super) status: Status,
    /// When its first execution began; none for a row that is only planned.
    pub(super) began: Option<OffsetDateTime>,
    pub(super) finished_at: Option<OffsetDateTime>,
    pub(super) details: TestDetails,
}

impl Leaf {
    /// The status, if it counts: hooks are no tests.
    pub(super) fn counted(&self) -> Option<Status> {
        match self.kind {
            LeafKind::Test => Some(self.status),
            LeafKind::Hook {
                before_all: _,
                after_all: _,
            } => None,
        }
    }
}

/// The rows and hooks in the order in which they began, planned rows last.
pub(super) fn leaves(
    run: RunNumber,
    rows: Vec<RowEntry>,
    mut executions: BTreeMap<RowKey, Vec<Execution>>,
    hooks: Vec<Hook>,
    configurations: &[Configuration],
    url: &str,
) -> Vec<Leaf> {
    let platforms: BTreeMap<i32, Platform> = configurations
        .iter()
        .map(|it| (it.number, Platform::of(it)))
        .collect();
    let mut leaves: Vec<Leaf> = rows
        .into_iter()
        .map(|row| {
            let number = row.key.configuration.map_or(0, ConfigurationNumber::get);
            let platform = platforms.get(&number).cloned().unwrap_or_default();
            let executions = executions.remove(&row.key).unwrap_or_default();
            leaf(run, row, executions, platform, url)
        })
        .collect();
    let hooks = hooks.into_iter();
    leaves.extend(hooks.map(|hook| hook_leaf(hook, &platforms, url)));
    leaves.sort_by_key(|it| (it.began.is_none(), it.began, it.key));
    leaves
}

fn leaf(
    run: RunNumber,
    row: RowEntry,
    executions: Vec<Execution>,
    platform: Platform,
    url: &str,
) -> Leaf {
    let status = row.status();
    let RowEntry {
        key,
        case,
        shown,
        in_progress: _,
        assignee: _,
    } = row;
    // The newest result that knows its file; else the newest open attempt, which always does.
    let known = executions.iter().filter(|it| it.origin.file.is_some());
    let origin = known.max_by_key(|it| it.seq).map(|it| it.origin.clone());
    let origin = origin.unwrap_or_default().into_inner();
    let plain = |texts: Vec<Text>| texts.into_iter().map(Text::into_string).collect();
    let began = executions.first().map(|it| it.began);
    let open_since = executions.last().and_then(|it| it.started_at);
    let number = shown.as_ref().map_or_else(
        || i64::from(key.case.get()),
        |(recorded, _)| ResultNumber::new(run, recorded.seq).get(),
    );
    let retries = executions.into_iter().map(|it| it.retry).collect();
    let finished_at = shown
        .as_ref()
        .map(|(it, _)| it.outcome.executed_at.unwrap_or(it.recorded_at));
    Leaf {
        kind: LeafKind::Test,
        key: Some(key),
        file: origin.file.map(Text::into_string).unwrap_or_default(),
        platform,
        scopes: plain(origin.scopes),
        title: case.title,
        status,
        began,
        finished_at,
        details: TestDetails {
            status: STATUS.to_wire(status),
            duration: shown.as_ref().and_then(|(it, _)| it.outcome.elapsed_ms),
            started_at: shown
                .as_ref()
                .map_or(open_since, |(it, _)| it.outcome.started_at)
                .map(times::millis_offset),
            // Clients read a test's number out of this address.
            observability_url: format!("{url}/testRuns?details={number}"),
            tags: plain(origin.tags),
            ..details(shown.map(|(_, author)| author), retries)
        },
    }
}

/// What is the same for every leaf, and who executed this one.
pub(super) fn details(author: Option<Author>, retries: Vec<Retry>) -> TestDetails {
    let (user, email) = author
        .map(|Author { user, email }| (user.get(), email))
        .unzip();
    TestDetails {
        status: "",
        duration: None,
        started_at: None,
        session_id: None,
        observability_url: String::new(),
        is_muted: false,
        is_latest: true,
        run_count: 0,
        tags: Vec::new(),
        is_auto_analyzed: None,
        is_auto_analyzer_running: false,
        last_executed_by: email,
        last_executed_by_id: user,
        pm_tool_details: [],
        test_cases: [],
        retries,
    }
}
