//! What keeps the database tidy: what was deleted goes, even if the server that was told so is killed before it
//! has purged anything, and `verdict check` says what is wrong.

use std::time::{Duration, Instant};

use postgres::Temporary;
use tokio_postgres::{Client, NoTls};

use crate::crash::reporter::{KEY, Reporter, USERNAME};
use crate::harness::{Running, output, verdict};

const DEADLINE: Duration = Duration::from_mins(1);

fn serve(url: &str) -> (Running, String) {
    let mut command = verdict(&["--bind", "127.0.0.1:0", "--database-url", url]);
    command
        .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", USERNAME)
        .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY);
    Running::start(&mut command)
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    // Ends with the client.
    tokio::spawn(connection);
    client
}

/// How many rows the deleted project still has.
async fn left(database: &Client) -> i64 {
    let tables = [
        "projects",
        "runs",
        "planned_cases",
        "test_cases",
        "case_steps",
        "directory",
    ];
    let counts = tables.map(|table| format!("select count(*) from {table}"));
    let query = format!(
        "select sum(count)::bigint from ({}) as counts",
        counts.join(" union all ")
    );
    database.query_one(&query, &[]).await.unwrap().get(0)
}

#[test]
fn a_tombstone_of_a_killed_server_is_purged_by_the_next_one() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cluster = Temporary::shared();
    let admin = runtime.block_on(connect(&cluster.url("postgres")));
    let create = admin.batch_execute("create database purged");
    runtime.block_on(create).unwrap();
    let url = cluster.url("purged");
    let (mut first, line) = serve(&url);
    Reporter::new(&line).prepare();
    first.signal("KILL");
    drop(first.wait());
    let database = runtime.block_on(connect(&url));
    assert!(runtime.block_on(left(&database)) > 0);
    // What deleting a project writes, all of it.
    let tombstone = database.execute("update projects set deleted_at = now()", &[]);
    assert_eq!(runtime.block_on(tombstone).unwrap(), 1);

    let (mut second, _line) = serve(&url);

    let started = Instant::now();
    while runtime.block_on(left(&database)) > 0 {
        assert!(started.elapsed() < DEADLINE, "nothing is purged");
    }
    second.signal("TERM");
    let (code, _, log) = second.wait();
    assert_eq!(code, Some(0), "{log}");
}

#[test]
fn check_of_a_database_without_the_schema_says_what_to_do() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cluster = Temporary::shared();
    let admin = runtime.block_on(connect(&cluster.url("postgres")));
    let create = admin.batch_execute("create database unmigrated");
    runtime.block_on(create).unwrap();
    let url = cluster.url("unmigrated");
    let (code, lines, log) = output(&mut verdict(&["check", "--database-url", &url]));
    assert_eq!((code, lines.as_str()), (Some(1), ""), "{log}");
    assert!(log.contains("run `verdict migrate up`"), "{log}");
}

#[test]
fn check_names_what_is_broken_and_fails() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cluster = Temporary::shared();
    let admin = runtime.block_on(connect(&cluster.url("postgres")));
    let create = admin.batch_execute("create database checked");
    runtime.block_on(create).unwrap();
    let url = cluster.url("checked");
    let check = || output(&mut verdict(&["check", "--database-url", &url]));
    let (mut server, line) = serve(&url);
    Reporter::new(&line).prepare();

    let (code, lines, stderr) = check();
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(lines.lines().count(), store::check::INVARIANTS.len());
    assert!(
        lines.lines().all(|line| line.starts_with("holds")),
        "{lines}"
    );

    let database = runtime.block_on(connect(&url));
    let wrong = database.execute("update runs set counts[1] = 77", &[]);
    assert_eq!(runtime.block_on(wrong).unwrap(), 1);
    let (code, lines, stderr) = check();
    assert_eq!(code, Some(1), "{lines}");
    assert!(
        lines.contains("broken  run_counts: 1, such as run 1 "),
        "{lines}"
    );
    let all = store::check::INVARIANTS.len();
    assert!(
        stderr.contains(&format!("1 of {all} invariants")),
        "{stderr}"
    );
    server.signal("TERM");
    assert_eq!(server.wait().0, Some(0));
}
