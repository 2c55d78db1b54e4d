//! Rules that every table keeps, asked of the catalogue.

use e2e::database;

/// Tables that belong to a project and whose keys do not lead with `project_id`.
///
/// Exceptions by design: the directory of ids (it leads to the project) and access keys (bound to one).
const KEYS_WITHOUT_PROJECT: &str = "
    select coalesce(string_agg(format('%s.%s', c.conrelid::regclass, c.conname), ', '), '')
    from pg_constraint c
    where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u')
        and c.conrelid::regclass::text not in ('directory', 'access_keys')
        and exists (select 1 from pg_attribute a
            where a.attrelid = c.conrelid and a.attname = 'project_id' and not a.attisdropped)
        and (select a.attname from pg_attribute a
            where a.attrelid = c.conrelid and a.attnum = c.conkey[1]) <> 'project_id'";

const TABLES_WITHOUT_KEY: &str = "
    select coalesce(string_agg(t.relname, ', '), '') from pg_class t
    where t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
        and not exists (select 1 from pg_constraint c where c.conrelid = t.oid and c.contype = 'p')";

const TIMES_WITHOUT_ZONE: &str = "
    select coalesce(string_agg(format('%s.%s', table_name, column_name), ', '), '')
    from information_schema.columns
    where table_schema = 'public' and table_name not like '\\_\\_%'
        and data_type = 'timestamp without time zone'";

const HOT_FOREIGN_KEYS: &str = "
    select coalesce(string_agg(format('%s.%s', c.conrelid::regclass, c.conname), ', '), '')
    from pg_constraint c where c.contype = 'f' and c.conrelid::regclass::text in
        ('run_cases', 'past_results', 'result_details', 'step_results', 'planned_cases', 'attempts')";

#[tokio::test]
async fn every_table_keeps_the_rules() {
    let url = database::fresh().await;
    for (rule, query) in [
        (
            "keys of a project's tables lead with project_id",
            KEYS_WITHOUT_PROJECT,
        ),
        ("every table has a primary key", TABLES_WITHOUT_KEY),
        ("every time has a zone", TIMES_WITHOUT_ZONE),
        ("hot tables carry no foreign keys", HOT_FOREIGN_KEYS),
    ] {
        assert_eq!(database::text(&url, query).await, "", "{rule}");
    }
}

#[tokio::test]
async fn the_stored_codes_are_the_domains() {
    let url = database::fresh().await;
    let check = "select pg_get_constraintdef(oid) from pg_constraint where conname = ";
    let of = |name: &str| format!("{check}'{name}'");
    let statuses = domain::status::Status::ALL.len() - 1;
    for name in [
        "run_cases_status_check",
        "past_results_status_check",
        "step_results_status_check",
    ] {
        let text = database::text(&url, &of(name)).await;
        assert!(text.contains(&format!("<= {statuses}")), "{text}");
    }
    let states = domain::run_state::RunState::ALL.len() - 1;
    let text = database::text(&url, &of("runs_state_check")).await;
    assert!(text.contains(&format!("<= {states}")), "{text}");
}
