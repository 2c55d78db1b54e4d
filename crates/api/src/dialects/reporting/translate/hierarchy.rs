//! The tree of a build's tests: file and platform, then scopes, then tests.

use std::collections::BTreeMap;

use domain::counts::Counts;
use domain::opaque::OpaqueId;
use domain::spelling;
use store::catalogue::Configuration;
use store::locate::Run;
use store::read::{Attempt, Build, Hook, ResultEntry, RowEntry};

use super::super::wire::{Details, Node, Pagination, RootDetails, Stats, Summary, TestRuns};
use super::cursor::{Cursor, page};
use super::filter::Filter;
use super::group::{Group, groups};
use super::leaf::{Leaf, LeafKind, leaves};
use super::order::{Order, Sort, arrange};
use super::retry::executions;
use super::shown_build::build_number;
use super::stats::{stats, test_summary};
use crate::failure::Failure;
use crate::times;

/// What a client asked to see.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(super) filter: Filter,
    pub(super) sort: Sort,
    pub(super) order: Order,
    pub(super) cursor: Option<Cursor>,
}

/// What the store knows of a run.
pub(crate) struct Known<'a> {
    pub(crate) run: &'a Run,
    pub(crate) build: Option<Build>,
    pub(crate) rows: Vec<RowEntry>,
    pub(crate) results: Vec<ResultEntry>,
    pub(crate) attempts: Vec<Attempt>,
    pub(crate) hooks: Vec<Hook>,
    pub(crate) configurations: Vec<Configuration>,
}

/// Reads the query.
pub(crate) fn wanted(
    query: impl Fn(&str) -> Option<String>,
    run: OpaqueId,
) -> Result<Wanted, Failure> {
    let build = spelling::hashed(run);
    Ok(Wanted {
        filter: Filter::parse(&query)?,
        sort: Sort::parse(query("sort").as_deref())?,
        order: Order::parse(query("order").as_deref())?,
        cursor: Cursor::parse(query("next_page").as_deref(), &build)?,
    })
}

/// `GET /ext/v1/builds/:build/testRuns`; `url` is the build's own address.
pub(crate) fn test_runs(known: Known<'_>, wanted: &Wanted, url: &str) -> TestRuns {
    let Known {
        run,
        build,
        rows,
        results,
        attempts,
        hooks,
        configurations,
    } = known;
    let executions = executions(run.opaque, results, attempts);
    let mut leaves = leaves(run.number, rows, executions, hooks, &configurations, url);
    let filter = &wanted.filter;
    let suits = filter.suits(build.as_ref());
    leaves.retain(|leaf| suits && filter.shows(leaf));
    let mut groups = groups(leaves);
    arrange(&mut groups, wanted.sort, wanted.order, &run.name);
    let build_id = spelling::hashed(run.opaque);
    let (groups, next_page) = page(groups, wanted.cursor.as_ref(), &build_id);
    TestRuns {
        name: run.project_name.clone(),
        project_id: run.project.get(),
        // An organization sees nothing but its own, so there is one group.
        group_id: 1,
        build_id,
        build_name: run.name.clone(),
        build_number: build_number(run.number, build.as_ref()),
        original_name: run.name.clone(),
        test_summary: test_summary(&run.counts),
        is_manually_overridden: false,
        is_archived: false,
        app_details: None,
        hierarchy: groups.into_iter().map(|it| root(it, &run.name)).collect(),
        pagination: Pagination {
            has_next: next_page.is_some(),
            next_page,
        },
    }
}

pub(super) fn root(group: Group, build_name: &str) -> Node {
    let finished_at = group.leaves.iter().filter_map(|it| it.finished_at).max();
    let platform = &group.key.platform;
    let details = RootDetails {
        file_path: group.key.file.clone(),
        os: platform.os(),
        browser: platform.browser(),
        device: platform.device.clone(),
        is_real_device: false,
        vc_file_url: None,
        finished_at: finished_at.map(times::millis_offset),
        middle_scopes: [],
    };
    let display_name = group.display_name(build_name).to_owned();
    Node {
        details: Some(Details::Root(Box::new(details))),
        ..branch("ROOT", display_name, group.leaves, 0)
    }
}

/// A node with leaves below it; `depth` scopes lie above them already.
fn branch(kind: &'static str, display_name: String, leaves: Vec<Leaf>, depth: usize) -> Node {
    let counts = leaves.iter().filter_map(Leaf::counted).collect();
    Node {
        kind,
        display_name,
        rank: depth,
        summary: Some(summary(&counts)),
        details: None,
        children: children(leaves, depth),
        is_before_all_hook: false,
        is_after_all_hook: false,
    }
}

/// The nodes below a branch, each where its first leaf stands.
fn children(leaves: Vec<Leaf>, depth: usize) -> Vec<Node> {
    enum Slot {
        Leaf(Box<Leaf>),
        Scope(String, Vec<Leaf>),
    }
    let mut slots: Vec<Slot> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for leaf in leaves {
        let Some(scope) = leaf.scopes.get(depth).cloned() else {
            slots.push(Slot::Leaf(Box::new(leaf)));
            continue;
        };
        let place = *places.entry(scope.clone()).or_insert(slots.len());
        match slots.get_mut(place) {
            Some(Slot::Scope(_, leaves)) => leaves.push(leaf),
            Some(Slot::Leaf(_)) | None => slots.push(Slot::Scope(scope, vec![leaf])),
        }
    }
    slots
        .into_iter()
        .map(|slot| match slot {
            Slot::Leaf(leaf) => bottom(*leaf),
            Slot::Scope(scope, leaves) => branch("DESCRIBE", scope, leaves, depth + 1),
        })
        .collect()
}

/// The vendor's rank of a leaf is two above the number of its scopes.
fn bottom(leaf: Leaf) -> Node {
    let (kind, is_before_all_hook, is_after_all_hook) = match leaf.kind {
        LeafKind::Test => ("TEST", false, false),
        LeafKind::Hook {
            before_all,
            after_all,
        } => ("HOOK", before_all, after_all),
    };
    Node {
        kind,
        display_name: leaf.title,
        rank: leaf.scopes.len() + 2,
        summary: None,
        details: Some(Details::Test(Box::new(leaf.details))),
        children: Vec::new(),
        is_before_all_hook,
        is_after_all_hook,
    }
}

fn summary(counts: &Counts) -> Summary {
    let Stats {
        passed,
        failed,
        pending,
        skipped,
        unknown,
    } = stats(counts);
    Summary {
        aggregate: counts.total(),
        passed,
        failed,
        pending,
        skipped,
        unknown,
    }
}
