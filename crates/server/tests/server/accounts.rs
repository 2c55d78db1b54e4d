//! `verdict org|user|key …`: beside a running server, with a stopped Postgres, and on a folder that is new.

use std::process::Command;

use reqwest::blocking::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Running, folder, output, verdict};

/// A data folder and what is done to it.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        Self { folder: folder() }
    }

    fn command(&self, words: &str) -> Command {
        let data_dir = self.folder.path().join("data");
        let mut command = verdict(&["--data-dir", data_dir.to_str().unwrap()]);
        command.args(words.split(' '));
        command
    }

    fn serve(&self) -> (Running, Server) {
        let (running, line) = Running::start(&mut self.command("--bind 127.0.0.1:0 serve"));
        let url = line.split(' ').find(|word| word.starts_with("http://"));
        let url = url.unwrap().to_owned();
        (
            running,
            Server {
                url,
                client: Client::new(),
            },
        )
    }

    /// What it prints; what it tells a person is on standard error.
    fn done(&self, words: &str) -> String {
        let (code, stdout, stderr) = output(&mut self.command(words));
        assert_eq!(code, Some(0), "{words}: {stderr}");
        stdout
    }

    /// The one line it is refused with.
    fn refused(&self, words: &str) -> String {
        let (code, stdout, stderr) = output(&mut self.command(words));
        assert_eq!((code, stdout.as_str()), (Some(1), ""), "{words}: {stderr}");
        let line = stderr
            .strip_prefix("verdict: ")
            .and_then(|rest| rest.strip_suffix('\n'));
        let line = line.filter(|line| !line.contains('\n'));
        line.unwrap_or_else(|| panic!("{words}: not one line of ours: {stderr}"))
            .to_owned()
    }

    fn key(&self, words: &str) -> String {
        let key = self.done(&format!("key create {words}"));
        let key = key.strip_suffix('\n').unwrap();
        assert!(
            key.len() >= 40 && key.bytes().all(|b| b.is_ascii_alphanumeric()),
            "{key}"
        );
        key.to_owned()
    }
}

struct Server {
    url: String,
    client: Client,
}

impl Server {
    fn send(&self, key: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let method = method.parse().unwrap();
        let sent = self
            .client
            .request(method, format!("{}{path}", self.url))
            .bearer_auth(key)
            .json(body)
            .send()
            .unwrap();
        (sent.status().as_u16(), sent.json().unwrap())
    }

    fn get(&self, key: &str, path: &str) -> (u16, Value) {
        self.send(key, "GET", path, &Value::Null)
    }
}

#[test]
fn accounts_are_made_before_the_first_start_beside_a_server_and_after_it() {
    let site = Site::new();
    assert_eq!(site.done("org create shop"), "");
    site.done("user create ann --org shop --email ann@example.org");
    let first = site.key("--org shop --user ann --scope read --scope write,admin");

    let (mut running, server) = site.serve();
    let (status, me) = server.get(&first, "/api/v1/me");
    assert_eq!(
        (status, &me["tenant"]["name"]),
        (200, &json!("shop")),
        "{me}"
    );
    let project = json!({"project": {"name": "Shop"}});
    let (status, made) = server.send(&first, "POST", "/api/v2/projects", &project);
    let made = &made["project"];
    assert_eq!(
        (status, &made["identifier"]),
        (200, &json!("PR-1")),
        "{made}"
    );
    assert_eq!(made["created_by"], "ann@example.org");

    let bound = site.key("--org shop --user ann --scope read --project PR-1 --expires 2999-01-31");
    let listed = site.done("key list --org shop");
    assert!(
        listed.lines().nth(1).unwrap().contains("read,write,admin"),
        "{listed}"
    );
    let line = listed.lines().nth(2).unwrap();
    assert!(line.starts_with('2') && line.contains("PR-1"), "{listed}");
    assert!(
        line.contains("2999-01-31T00:00:00Z") && line.ends_with("good"),
        "{listed}"
    );
    assert!(
        !listed.contains(&first) && !listed.contains(&bound),
        "{listed}"
    );
    assert_eq!(server.get(&bound, "/api/v2/projects/PR-1").0, 200);

    site.done("key revoke 2");
    assert_eq!(
        server.get(&bound, "/api/v2/projects/PR-1").0,
        401,
        "at once"
    );
    assert!(
        site.done("key list")
            .lines()
            .nth(2)
            .unwrap()
            .contains("revoked 20")
    );
    running.signal("TERM");
    let (code, rest, log) = running.wait();
    assert_eq!(
        (code, rest.as_str()),
        (Some(0), ""),
        "no first account is made up: {log}"
    );
    assert!(!log.contains(&first) && !log.contains(&bound), "{log}");

    let users = site.done("user list --org shop");
    assert!(
        users.lines().nth(1).unwrap().contains("ann@example.org"),
        "{users}"
    );
    assert!(
        site.done("org list")
            .lines()
            .nth(1)
            .unwrap()
            .starts_with("shop")
    );
}

#[test]
fn what_is_wrong_is_told_in_one_line_with_what_to_do() {
    let site = Site::new();
    site.done("org create shop");
    site.done("user create ann --org shop --email ann@example.org");
    // So that the commands below need not start a Postgres each.
    let (_running, _server) = site.serve();
    for (words, expected) in [
        ("org create shop", "choose another name"),
        (
            "user create ann --org shop --email a@b.example",
            "choose another name",
        ),
        (
            "user create bob --org shop --email bob",
            "--email \"bob\" is no address",
        ),
        (
            "user create b:b --org shop --email b@b.example",
            "\"b:b\" is no user's name",
        ),
        (
            "user create bob --org shp --email b@b.example",
            "no organization named \"shp\": `verdict org list`",
        ),
        ("user list --org shp", "no organization named \"shp\""),
        ("key list --org shp", "no organization named \"shp\""),
        (
            "key create --org shp --user ann --scope read",
            "no organization named \"shp\"",
        ),
        (
            "key create --org shop --user bob --scope read",
            "no user named \"bob\": `verdict user list`",
        ),
        (
            "key create --org shop --user ann --scope all",
            "the scopes are read, write, execute, admin",
        ),
        (
            "key create --org shop --user ann --scope read --project PR-9",
            "has no project PR-9",
        ),
        (
            "key create --org shop --user ann --scope read --project nine",
            "such as PR-3",
        ),
        (
            "key create --org shop --user ann --scope read --expires soon",
            "such as 2027-01-31",
        ),
        (
            "key create --org shop --user ann --scope read --expires 2001-01-31",
            "is past",
        ),
        ("key revoke 7", "there is no key 7: `verdict key list`"),
        ("key revoke s3cret", "`verdict key list` shows it"),
    ] {
        let line = site.refused(words);
        assert!(line.contains(expected), "{words}: {line}");
    }
    assert_eq!(
        site.done("key list").lines().count(),
        2,
        "the first start's, and no other"
    );
    assert_eq!(site.done("user list --org shop").lines().count(), 2);
}
