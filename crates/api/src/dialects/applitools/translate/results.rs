//! A run's rows as tests and checks: a case is a test, its row under a configuration is a check.

use domain::counts::Counts;
use domain::number::ConfigurationNumber;
use domain::spelling::RowReference;
use domain::status::Status;
use store::catalogue::{Configuration, PlanRun};
use store::locate::Run;
use store::read::RowEntry;
use time::OffsetDateTime;

use super::super::status::{self, STATUS};
use super::super::wire::{Environment, Results, RunResult, Test};
use super::order::{by_case, by_plan};
use crate::times;

/// The documents show only `sitemap_test`, for a whole site, and then a `sitemap`. A case of ours is a
/// flow of its own; the word for that is a reading.
const TYPE: &str = "custom_flow_test";

/// All that the answer is made from.
pub(crate) struct Facts<'a> {
    pub(crate) run: &'a Run,
    pub(crate) plan: Option<&'a PlanRun>,
    /// Every row, in case order.
    pub(crate) rows: &'a [RowEntry],
    /// The configurations of the rows.
    pub(crate) configurations: &'a [Configuration],
    pub(crate) now: OffsetDateTime,
    pub(crate) public_url: &'a str,
}

pub(crate) fn run_result(facts: &Facts<'_>) -> RunResult {
    let run = facts.run;
    let counts: Counts = facts.rows.iter().map(RowEntry::status).collect();
    let started_at = run.started_at.unwrap_or(run.created_at);
    RunResult {
        id: run.opaque.uuid().to_string(),
        name: run.name.clone(),
        application: facts
            .plan
            .map_or_else(|| run.project_name.clone(), |plan| plan.application.clone()),
        status: status::of_run(&counts, run.state, run.is_short_or_late()),
        environments: environments(facts),
        started_at: times::millis(started_at),
        duration: milliseconds(started_at, end(facts, &counts)),
        results: results(&counts),
        tests: tests(facts),
    }
}

/// When the run ended: when it was said to have, else with its newest result; a run that goes on has
/// lasted until now (reading).
fn end(facts: &Facts<'_>, counts: &Counts) -> OffsetDateTime {
    let goes_on = counts.total() == 0 || counts.unfinished() > 0 || facts.run.is_short_or_late();
    if goes_on && !status::ended(facts.run.state) {
        return facts.now;
    }
    let newest = || {
        let recorded = facts.rows.iter().filter_map(|row| row.shown.as_ref());
        recorded.map(|(result, _)| result.recorded_at).max()
    };
    facts
        .run
        .finished_at
        .or_else(newest)
        .unwrap_or(facts.run.updated_at)
}

fn milliseconds(from: OffsetDateTime, to: OffsetDateTime) -> i64 {
    i64::try_from((to - from).whole_milliseconds().max(0)).unwrap_or(i64::MAX)
}

fn environments(facts: &Facts<'_>) -> Vec<Environment> {
    let mut known: Vec<&Configuration> = facts.configurations.iter().collect();
    by_plan(
        facts.plan,
        |row| row.configuration.map(ConfigurationNumber::get),
        &mut known,
        |it| Some(it.number),
    );
    known.into_iter().map(environment).collect()
}

fn environment(configuration: &Configuration) -> Environment {
    let Configuration {
        number: _,
        name,
        device,
        os,
        os_version: _,
        browser,
        browser_version: _,
        viewport,
    } = configuration;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Environment {
        name: name.clone(),
        os: text(os),
        viewport: text(viewport),
        device: text(device),
        browser: text(browser),
    }
}

fn tests(facts: &Facts<'_>) -> Vec<Test> {
    let mut cases = by_case(facts.rows);
    by_plan(facts.plan, |row| row.case, &mut cases, |(case, _)| *case);
    cases
        .into_iter()
        .filter_map(|(_, rows)| test(facts, &rows))
        .collect()
}

fn test(facts: &Facts<'_>, rows: &[&RowEntry]) -> Option<Test> {
    let first = rows.first()?;
    let counts: Counts = rows.iter().map(|row| row.status()).collect();
    let row = RowReference {
        run: facts.run.opaque,
        key: first.key,
    };
    Some(Test {
        id: first.case.opaque.uuid().to_string(),
        name: first.case.title.clone(),
        status: status::of_test(&counts, facts.run.state),
        kind: TYPE,
        results: results(&counts),
        // Where everything that is stored of its first check can be read.
        url: format!(
            "{}/api/verdict/results/{}",
            facts.public_url,
            row.prefixed()
        ),
    })
}

/// Counters of checks, by the word that each shows.
fn results(counts: &Counts) -> Results {
    let of = |word: &str| -> i32 {
        let statuses = Status::ALL.into_iter();
        statuses
            .filter(|status| STATUS.to_wire(*status) == word)
            .map(|status| counts.of(status))
            .sum()
    };
    Results {
        failed: of("failed"),
        passed: of("passed"),
        aborted: of("aborted"),
        pending: of("pending"),
        unresolved: of("unresolved"),
    }
}
