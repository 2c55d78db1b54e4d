//! `Store::check` names each invariant that is broken.

use std::collections::BTreeSet;

use e2e::{TestApp, database};
use store::check::INVARIANTS;

use super::full::Full;

/// What breaks which invariant, and perhaps others with it.
const BREAKS: &[(&str, &str)] = &[
    ("run_counts", "update runs set counts[3] = counts[3] + 1"),
    (
        "run_counts",
        "update run_cases set status = 9 where case_no = 1",
    ),
    ("run_counts", "delete from planned_cases where case_no = 3"),
    (
        "run_places",
        "update runs set result_rows = result_rows - 1",
    ),
    ("run_places", "update runs set next_seq = next_seq - 1"),
    (
        "run_places",
        "update step_results set seq = seq + 1 where seq = 2",
    ),
    ("newest_shown", "update past_results set seq = seq + 1000"),
    ("newest_shown", "delete from run_cases where case_no = 1"),
    ("details", "delete from result_details where seq = 3"),
    ("details", "update result_details set seq = seq + 1000"),
    ("steps", "delete from step_results where position = 2"),
    (
        "steps",
        "update step_results set result_seq = result_seq + 1000",
    ),
    ("steps", "update run_cases set parts = 0"),
    ("attempts", "update attempts set seq = seq + 1000"),
    ("attempts", "delete from planned_cases where by_attempt"),
    ("rows_of_runs", "delete from runs where number = 1"),
    ("named_things", "delete from test_cases where number = 1"),
    ("named_things", "update run_cases set configuration = 77"),
    ("named_things", "update past_results set author = 77"),
    ("directory", "delete from directory where kind = 1"),
    ("directory", "update runs set opaque = gen_random_uuid()"),
    ("directory", "delete from test_plans"),
    ("of_projects", "delete from projects"),
    ("case_parts", "delete from case_steps where position = 2"),
    (
        "case_parts",
        "update case_keys set case_no = case_no + 1000",
    ),
    (
        "folders",
        "update folders set parent = 99 where parent is not null",
    ),
    (
        "folders",
        "update folders set parent = (select max(number) from folders)",
    ),
    ("folders", "update folders set deleted_at = now()"),
    (
        "counters",
        "update organization_counters set last = 1 where kind = 3",
    ),
    (
        "counters",
        "delete from organization_counters where kind = 6",
    ),
    (
        "purged_cases",
        "update test_cases set purged = true where number = 1",
    ),
    (
        "seals",
        "update runs set seal_missing = 3, seal_filled_at = null where seal_names_rows",
    ),
    (
        "seals",
        "update runs set seal_expected = 9 where not seal_names_rows",
    ),
    ("seals", "delete from sealed_rows where case_no = 1"),
    ("seals", "update sealed_rows set is_there = not is_there"),
];

async fn broken(app: &TestApp) -> Vec<(&'static str, String)> {
    let findings = app.store.check().await.unwrap();
    let names: Vec<&str> = findings.iter().map(|it| it.invariant).collect();
    assert_eq!(names, INVARIANTS);
    findings
        .into_iter()
        .filter(|it| it.violations > 0)
        .map(|it| (it.invariant, it.example.unwrap()))
        .collect()
}

#[tokio::test]
async fn what_the_store_writes_breaks_nothing() {
    let app = TestApp::start().await;
    assert_eq!(broken(&app).await, []);
    Full::shop(&app, "Shop").await;
    assert_eq!(broken(&app).await, []);
}

#[tokio::test]
async fn each_broken_invariant_is_named() {
    let covered: BTreeSet<&str> = BREAKS.iter().map(|(invariant, _)| *invariant).collect();
    assert_eq!(covered, INVARIANTS.iter().copied().collect());
    for (invariant, sql) in BREAKS {
        let app = TestApp::start().await;
        Full::shop(&app, "Shop").await;

        let broke = format!("with broke as ({sql} returning 1) select count(*)::text from broke");
        assert_ne!(
            database::text(&app.database_url, &broke).await,
            "0",
            "{sql}"
        );

        let broken = broken(&app).await;
        let names: Vec<&str> = broken.iter().map(|(name, _)| *name).collect();
        assert!(names.contains(invariant), "{sql} broke {broken:?}");
    }
}
