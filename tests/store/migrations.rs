//! Every migration goes up, down and up again and leaves the same schema.

use std::time::Duration;

use e2e::database;
use store::pooler::Answers;
use store::{Load, Store};
use tokio::time::timeout;

/// Columns, constraints, indexes and comments of everything in the schema, in a fixed order.
const SCHEMA: &str = "
    select string_agg(line, E'\\n' order by line) from (
        select format('column %s.%s %s %s %s %s', table_name, column_name, data_type, is_nullable,
            column_default, identity_generation) as line
        from information_schema.columns where table_schema = 'public'
        union all
        select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        from pg_constraint where connamespace = 'public'::regnamespace
        union all
        select format('index %s', indexdef) from pg_indexes where schemaname = 'public'
        union all
        select format('comment %s %s %s', objoid::regclass, objsubid, description)
        from pg_description where classoid = 'pg_class'::regclass
            and objoid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
        union all
        select format('options %s %s', relname, reloptions) from pg_class
        where relnamespace = 'public'::regnamespace and reloptions is not null
    ) lines";

#[tokio::test]
async fn up_down_and_up_again_give_the_same_schema() {
    let url = database::empty().await;
    let ran = store::migrate::up(&url).await.unwrap();
    let first = database::text(&url, SCHEMA).await;
    assert!(first.contains("run_cases"), "{first}");

    for name in ran.iter().rev() {
        let reverted = store::migrate::down(&url).await.unwrap();
        assert_eq!(reverted.as_deref(), Some(name.as_str()));
    }
    assert_eq!(store::migrate::down(&url).await.unwrap(), None);
    let bare = database::text(&url, SCHEMA).await;
    let left: Vec<&str> = bare
        .lines()
        .filter(|line| !line.contains("__diesel"))
        .collect();
    assert_eq!(left, Vec::<&str>::new());

    assert_eq!(store::migrate::up(&url).await.unwrap(), ran);
    assert_eq!(database::text(&url, SCHEMA).await, first);
}

#[tokio::test]
async fn two_servers_may_migrate_at_once() {
    let url = database::empty().await;
    let (one, other) = tokio::join!(store::migrate::up(&url), store::migrate::up(&url));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert!(
        one.is_empty() != other.is_empty(),
        "one of them ran all: {one:?} {other:?}"
    );
    let status = store::migrate::status(&url).await.unwrap();
    assert!(status.iter().all(|(_, applied)| *applied));
}

/// A migration that changes the table of runs.
const CHANGES_RUNS: &str = "20261124184000";
/// Much longer than anything here takes that is not stuck.
const STUCK: Duration = Duration::from_mins(2);

#[tokio::test]
async fn who_reads_for_long_keeps_a_migration_waiting_and_nobody_else() {
    let url = database::empty().await;
    let ran = store::migrate::up(&url).await.unwrap();
    let first = ran.iter().position(|it| it == CHANGES_RUNS).unwrap();
    for _ in first..ran.len() {
        store::migrate::down(&url).await.unwrap();
    }
    let reader = database::connect(&url).await;
    let reads = reader.batch_execute("begin; select from runs").await;
    reads.unwrap();
    let migrating = tokio::spawn({
        let url = url.clone();
        async move { store::migrate::up(&url).await }
    });
    let queued =
        "select count(*)::text from pg_locks where not granted and mode = 'AccessExclusiveLock'
        and database = (select oid from pg_database where datname = current_database())";
    let is_queued = async { while database::text(&url, queued).await == "0" {} };
    timeout(STUCK, is_queued)
        .await
        .expect("the migration waits");

    let runs = database::text(&url, "select count(*)::text from runs");
    timeout(STUCK, runs).await.expect("others read on");
    assert!(!migrating.is_finished());

    reader.batch_execute("commit").await.unwrap();
    let again = timeout(STUCK, migrating).await.expect("and it goes on");
    assert_eq!(again.unwrap().unwrap(), ran[first..]);
}

/// The lock on the schema, which one waits for while others migrate.
const SCHEMA_LOCK: i64 = 7_310_468_811;

/// What a host sets for a role or a database is meant for requests.
#[tokio::test]
async fn limits_of_the_database_end_neither_a_migration_nor_a_restore() {
    let url = database::empty().await;
    let admin = database::connect(&url).await;
    let limited = format!(
        "do $$ begin
            execute format('alter database %I set statement_timeout = 500', current_database());
            execute format('alter database %I set idle_session_timeout = 500', current_database());
        end $$;
        select pg_advisory_lock({SCHEMA_LOCK})"
    );
    admin.batch_execute(&limited).await.unwrap();
    let holding = tokio::spawn({
        let url = url.clone();
        async move { store::backup::Vacant::hold(&url).await }
    });
    let queued = "select 1 from pg_locks where not granted and locktype = 'advisory'
        and database = (select oid from pg_database where datname = current_database())";
    let is_queued = async { while admin.query(queued, &[]).await.unwrap().is_empty() {} };
    timeout(STUCK, is_queued).await.expect("it waits");
    let witness = database::connect(&url).await;
    let ended = witness.batch_execute("select pg_sleep(600)").await;
    ended.expect_err("a statement of others is ended meanwhile");
    let unlock = format!("select pg_advisory_unlock({SCHEMA_LOCK})");
    admin.batch_execute(&unlock).await.unwrap();
    let held = holding.await.unwrap().expect("but not ours").unwrap();

    let ends = async {
        while !witness.is_closed() {
            tokio::task::yield_now().await;
        }
    };
    timeout(STUCK, ends).await.expect("and who keeps still");
    held.release().await.expect("but not we");
}

/// Of two migrations with the same version, Diesel would leave one out in silence.
#[tokio::test]
async fn every_folder_is_a_migration_that_runs() {
    let url = database::empty().await;
    let ran = store::migrate::up(&url).await.unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let folders = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(ran.len(), names.len(), "{ran:?} of {names:?}");
}

/// Migrations that say nothing of older programs, or name one that never was.
const WITHOUT_PROGRAM: &str = "
    select coalesce(string_agg(m.version, ', '), '') from __diesel_schema_migrations m
    left join oldest_programs o on o.migration = m.version
    where m.version >= (select min(migration) from oldest_programs)
        and not exists (select 1 from __diesel_schema_migrations p where p.version = o.program)";

#[tokio::test]
async fn every_migration_names_the_oldest_program_that_can_live_with_it() {
    let url = database::fresh().await;
    assert_eq!(database::text(&url, WITHOUT_PROGRAM).await, "");
}

/// A program without seals records results and leaves what a sealed run misses as it was.
#[tokio::test]
async fn no_program_without_seals_can_live_with_a_database_of_today() {
    let url = database::fresh().await;
    let without_seals = "select coalesce(string_agg(migration, ', '), '') from oldest_programs
        where program < '20261124184000'";
    assert_eq!(database::text(&url, without_seals).await, "");
}

#[tokio::test]
async fn a_program_that_is_too_old_for_a_database_changes_nothing() {
    let url = database::empty().await;
    store::migrate::up(&url).await.unwrap();
    store::migrate::down(&url).await.unwrap();
    let newer = "with newer as (
            insert into __diesel_schema_migrations (version) values ('99990101000000') returning 1
        ) select count(*)::text from newer";
    assert_eq!(database::text(&url, newer).await, "1");
    let before = store::migrate::status(&url).await.unwrap();

    for error in [
        store::migrate::up(&url).await.err(),
        Store::connect(&url, Load::on(1), Answers::Postgres)
            .await
            .err(),
    ] {
        let message = error.unwrap().to_string();
        assert!(message.contains("too old for it"), "{message}");
        assert!(message.contains("99990101000000"), "{message}");
    }
    assert_eq!(store::migrate::status(&url).await.unwrap(), before);
}
