//! Several servers at once on one machine, of one user and of two.

use reqwest::blocking::Client;
use serde_json::{Value, json};

use crate::crash::reporter::{KEY, USERNAME};
use crate::crash::user::User;
use crate::harness::Running;

struct Server {
    running: Running,
    url: String,
}

impl Server {
    fn start(user: &User) -> Self {
        let (running, line) = Running::start(&mut user.command());
        let url = line.split(' ').find(|word| word.starts_with("http://"));
        let url = url.unwrap().to_owned();
        Self { running, url }
    }

    fn projects(&self) -> Vec<String> {
        let path = format!("{}/api/v2/projects", self.url);
        let request = Client::new().get(path).basic_auth(USERNAME, Some(KEY));
        let listed: Value = request.send().unwrap().json().unwrap();
        let projects = listed["projects"].as_array().unwrap().iter();
        projects
            .map(|project| project["name"].as_str().unwrap().to_owned())
            .collect()
    }

    fn make_project(&self, name: &str) {
        let path = format!("{}/api/v2/projects", self.url);
        let request = Client::new().post(path).basic_auth(USERNAME, Some(KEY));
        let made = request.json(&json!({"project": {"name": name}})).send();
        assert_eq!(made.unwrap().status(), 200);
    }
}

#[test]
fn each_keeps_its_own_data_and_goes_alone() {
    let users = [
        Some(User::ours()),
        Some(User::ours()),
        User::ordinary_if_we_are_root(),
        User::ordinary_if_we_are_root(),
    ];
    let users: Vec<User> = users.into_iter().flatten().collect();
    let mut servers: Vec<Server> = users.iter().map(Server::start).collect();
    for (number, server) in servers.iter().enumerate() {
        server.make_project(&format!("Shop {number}"));
    }
    let mut number = servers.len();
    while let Some(mut last) = servers.pop() {
        number -= 1;
        assert_eq!(last.projects(), [format!("Shop {number}")]);
        last.running.signal("TERM");
        let (code, _, log) = last.running.wait();
        assert_eq!(code, Some(0), "{log}");
        assert!(users[number].postgres_is_stopped());
        for (number, server) in servers.iter().enumerate() {
            assert_eq!(server.projects(), [format!("Shop {number}")], "still there");
        }
    }
}
