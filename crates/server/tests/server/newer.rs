//! A database that a newer program has migrated.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use postgres::Temporary;
use sha2::{Digest as _, Sha256};
use tokio_postgres::NoTls;

use crate::harness::{Running, folder, get, output, verdict};

/// A version of the far future.
const NEWER: &str = "99990101000000";

/// The migration that every program has.
const FIRST: &str = "20261122030000";

async fn ask(url: &str, sql: &str) -> String {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let answer = client.simple_query(sql).await.unwrap();
    let row = answer.into_iter().rev().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    row.unwrap_or_default()
}

#[test]
fn only_a_program_that_can_live_with_it_starts() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cluster = Temporary::shared();
    let ask = |url: &str, sql: &str| runtime.block_on(ask(url, sql));
    ask(&cluster.url("postgres"), "create database newer");
    let url = cluster.url("newer");
    let folder = folder();
    let command = |args: &[&str]| {
        let mut command = verdict(args);
        command
            .args(["--bind", "127.0.0.1:0", "--database-url", &url])
            .args(["--data-dir", folder.path().to_str().unwrap()]);
        command
    };
    let (code, _, log) = output(&mut command(&["migrate", "up"]));
    assert_eq!(code, Some(0), "{log}");
    ask(
        &url,
        &format!(
            "insert into __diesel_schema_migrations (version) values ('{NEWER}');
             insert into oldest_programs values ('{NEWER}', '{FIRST}')"
        ),
    );

    let (mut server, line) = Running::start(&mut command(&["serve"]));
    let address = line.split(' ').find(|word| word.starts_with("http://"));
    assert_eq!(get(address.unwrap(), "/readyz"), "HTTP/1.1 200 OK");
    server.signal("TERM");
    assert_eq!(server.wait().0, Some(0));
    let file = folder.path().join("a.tar");
    let (code, _, log) = output(&mut command(&["backup", file.to_str().unwrap()]));
    assert_eq!(code, Some(0), "{log}");

    ask(
        &url,
        &format!("update oldest_programs set program = migration where migration = '{NEWER}'"),
    );
    let schema = "select string_agg(version, ' ' order by version) from __diesel_schema_migrations";
    let before = ask(&url, schema);
    for args in [
        &["serve"][..],
        &["check"],
        &["migrate", "up"],
        &["org", "list"],
        &["backup", "unwritten.tar"],
    ] {
        let (code, said, log) = output(&mut command(args));
        assert_eq!((code, said.as_str()), (Some(1), ""), "{args:?}: {log}");
        assert_eq!(log.lines().count(), 1, "{args:?}: {log}");
        assert!(
            log.contains("too old for it") && log.contains(NEWER),
            "{log}"
        );
    }
    assert_eq!(ask(&url, schema), before);

    demand(&file, FIRST, NEWER);
    let data = folder.path().join("restored");
    let args = ["restore", file.to_str().unwrap(), "--data-dir"];
    let (code, _, log) = output(verdict(&args).arg(&data));
    assert_eq!(code, Some(1), "{log}");
    assert!(
        log.contains("too old for it") && log.contains(NEWER),
        "{log}"
    );
    assert!(!data.exists(), "nothing was made");
}

/// Writes another oldest program into a backup, as long as the one that it names, and the sum that this gives.
fn demand(file: &Path, named: &str, wanted: &str) {
    let manifest = |bytes: &[u8]| {
        let mut archive = tar::Archive::new(bytes);
        let mut text = String::new();
        let mut first = archive.entries().unwrap().next().unwrap().unwrap();
        first.read_to_string(&mut text).unwrap();
        text
    };
    let sum = |text: &str| {
        let bytes = Sha256::digest(text);
        let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        digits.concat()
    };
    let replaced = |bytes: &[u8], from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = bytes
            .windows(from.len())
            .position(|it| it == from.as_bytes())
            .unwrap();
        let mut bytes = bytes.to_vec();
        bytes[at..at + from.len()].copy_from_slice(to.as_bytes());
        bytes
    };
    let bytes = fs::read(file).unwrap();
    let before = manifest(&bytes);
    let (oldest, other) = (
        format!("\"oldest_program\": \"{named}\""),
        format!("\"oldest_program\": \"{wanted}\""),
    );
    let after = before.replace(&oldest, &other);
    assert_ne!(before, after);
    let bytes = replaced(&bytes, &oldest, &other);
    fs::write(file, replaced(&bytes, &sum(&before), &sum(&after))).unwrap();
}
