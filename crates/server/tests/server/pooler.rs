//! A pooler between server and database that gives connections out by the transaction.

mod fake;
mod names;
mod wire;

use std::process::Command;
use std::thread;

use postgres::Temporary;
use reqwest::blocking::Client;
use serde_json::json;
use tokio_postgres::NoTls;

use self::fake::Pooler;
use crate::crash::reporter::{KEY, USERNAME};
use crate::harness::{Running, folder, get, output, verdict};

const CLIENTS: usize = 16;
const PROJECTS: usize = 5;

/// A database, and a pooler before it.
struct Site {
    direct: String,
    pooler: Pooler,
    folder: tempfile::TempDir,
    database: &'static str,
}

impl Site {
    fn new(database: &'static str, keeps: bool) -> Self {
        let cluster = Temporary::shared();
        ask(
            &cluster.url("postgres"),
            &format!("create database {database}"),
        );
        let direct = cluster.url(database);
        Self {
            pooler: Pooler::start(&direct, keeps),
            direct,
            folder: folder(),
            database,
        }
    }

    fn url(&self) -> String {
        let user = self.direct.parse::<tokio_postgres::Config>().unwrap();
        let user = user.get_user().unwrap().to_owned();
        format!(
            "postgres://{user}@{}/{}",
            self.pooler.address, self.database
        )
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = verdict(args);
        command
            .args(["--bind", "127.0.0.1:0", "--database-url", &self.url()])
            .args(["--data-dir", self.folder.path().to_str().unwrap()])
            .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", USERNAME)
            .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY);
        command
    }

    /// The one line that a command ends with.
    fn refusal(&self, args: &[&str]) -> String {
        let (code, said, log) = output(&mut self.command(args));
        assert_eq!((code, said.as_str()), (Some(1), ""), "{args:?}: {log}");
        assert_eq!(log.lines().count(), 1, "{args:?}: {log}");
        log
    }
}

fn ask(url: &str, sql: &str) -> Option<String> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        first(&client.simple_query(sql).await.unwrap())
    })
}

fn first(answer: &[tokio_postgres::SimpleQueryMessage]) -> Option<String> {
    answer.iter().rev().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    })
}

#[test]
fn one_that_forgets_prepared_statements_is_refused_in_one_line() {
    let site = Site::new("forgetful", false);
    for args in [&["serve"][..], &["migrate", "up"]] {
        let line = site.refusal(args);
        for word in [
            "PgBouncer",
            "1.21",
            "max_prepared_statements",
            "pool_mode=session",
        ] {
            assert!(line.contains(word), "{args:?}: {line}");
        }
    }
    let tables = "select count(*) from pg_class where relnamespace = 'public'::regnamespace";
    assert_eq!(ask(&site.direct, tables).as_deref(), Some("0"));
}

/// What the pooler's connections are left with: settings beyond those that `PgBouncer` keeps for each client, and
/// locks.
const LEFT: &str = "
    select concat_ws(' ',
        (select string_agg(name || '=' || setting, ' ') from pg_settings
         where source = 'session' and name not in ('TimeZone', 'client_encoding')),
        (select string_agg(locktype || ' of ' || pid, ' ') from pg_locks
         where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())))";

/// Refuses projects of whoever would wait for ever, or would not see what was committed meanwhile.
const BOUNDED: &str = "
    create function bounded() returns trigger language plpgsql as $$
    begin
        if (current_setting('lock_timeout'), current_setting('transaction_isolation')) <> ('20s', 'read committed') then
            raise check_violation;
        end if;
        return new;
    end $$;
    create trigger bounded before insert on projects for each row execute function bounded()";

#[test]
fn behind_one_that_keeps_them_a_server_works_and_leaves_nothing_to_others() {
    let site = Site::new("keeping", true);
    let set = "alter database keeping set default_transaction_isolation = 'repeatable read'";
    ask(&site.direct, set);
    let (mut server, line) = Running::start(&mut site.command(&["serve"]));
    let url = line.split(' ').find(|word| word.starts_with("http://"));
    let url = url.unwrap();
    assert_eq!(get(url, "/readyz"), "HTTP/1.1 200 OK");
    ask(&site.direct, BOUNDED);
    thread::scope(|scope| {
        for number in 0..CLIENTS {
            scope.spawn(move || make_projects(url, number));
        }
    });
    let path = format!("{url}/api/v2/projects");
    let listed = Client::new().get(path).basic_auth(USERNAME, Some(KEY));
    let listed: serde_json::Value = listed.send().unwrap().json().unwrap();
    assert_eq!(listed["info"]["count"], CLIENTS * (PROJECTS + 1));
    server.signal("TERM");
    let (code, _, log) = server.wait();
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");
    let (code, said, log) = output(&mut site.command(&["check"]));
    assert_eq!(code, Some(0), "{said}{log}");

    assert_eq!(left(&site.url()), vec![String::new(); CONNECTIONS]);

    let line = site.refusal(&["backup", "unwritten.tar"]);
    assert!(
        line.contains("pg_dump") && line.contains("Postgres itself"),
        "{line}"
    );
}

/// Makes projects with names of its own: one, and then each twice under one `Idempotency-Key`.
fn make_projects(url: &str, number: usize) {
    let client = Client::new();
    let request = client
        .post(format!("{url}/api/v2/projects"))
        .basic_auth(USERNAME, Some(KEY))
        .json(&json!({"project": {"name": "Plain"}}));
    assert_eq!(request.send().unwrap().status(), 200);
    for project in 0..PROJECTS {
        let name = format!("{number}-{project}");
        for _ in 0..2 {
            let request = client
                .post(format!("{url}/api/v2/projects"))
                .basic_auth(USERNAME, Some(KEY))
                .header("Idempotency-Key", &name)
                .json(&json!({"project": {"name": name}}));
            assert_eq!(request.send().unwrap().status(), 200);
        }
    }
}

/// How many of its connections are looked at: at once, so that none is asked twice.
const CONNECTIONS: usize = 4;

fn left(url: &str) -> Vec<String> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (mut clients, mut found) = (Vec::new(), Vec::new());
        for _ in 0..CONNECTIONS {
            let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
            tokio::spawn(connection);
            client.batch_execute("begin").await.unwrap();
            found.push(first(&client.simple_query(LEFT).await.unwrap()).unwrap());
            clients.push(client);
        }
        found
    })
}
