//! Files are streamed: a form of a hundred megabytes is not held in memory.
#![cfg(target_os = "linux")]

use std::io::{Cursor, Read};

use reqwest::blocking::{Body, Client};
use serde_json::{Value, json};

use crate::harness::{Running, folder, verdict};

const MEGABYTE: u64 = 1024 * 1024;
const KEY: &str = "key-of-the-attachments-test";

/// Ten files of ten megabytes, made as they are sent.
fn form() -> (String, Body) {
    const BOUNDARY: &str = "xxxxxxxxxxxxxxxx";
    let mut form: Box<dyn Read + Send> = Box::new(std::io::empty());
    let mut length = 0;
    let mut add = |part: Box<dyn Read + Send>, size: u64| {
        let before = std::mem::replace(&mut form, Box::new(std::io::empty()));
        form = Box::new(before.chain(part));
        length += size;
    };
    for number in 0..10 {
        let head = format!(
            "\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log-{number}.txt\"\r\n\r\n"
        );
        let size = u64::try_from(head.len()).unwrap();
        add(Box::new(Cursor::new(head)), size);
        add(
            Box::new(std::io::repeat(b'a').take(10 * MEGABYTE)),
            10 * MEGABYTE,
        );
    }
    let end = format!("\r\n--{BOUNDARY}--\r\n");
    let size = u64::try_from(end.len()).unwrap();
    add(Box::new(Cursor::new(end)), size);
    let content_type = format!("multipart/form-data; boundary={BOUNDARY}");
    (content_type, Body::sized(form, length))
}

/// The most memory that a process ever had, in bytes.
fn most_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.unwrap().trim().trim_end_matches("kB").trim();
    kilobytes.parse::<u64>().unwrap() * 1024
}

fn post(http: &Client, url: &str, body: &Value) -> Value {
    let request = http.post(url).bearer_auth(KEY);
    let request = request.header("Content-Type", "application/json");
    let reply = request.body(body.to_string()).send().unwrap();
    let text = reply.error_for_status().unwrap().text().unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn ten_large_files_in_one_form_are_not_held_in_memory() {
    let folder = folder();
    let data_dir = folder.path().to_str().unwrap();
    let mut command = verdict(&["--bind", "127.0.0.1:0", "--data-dir", data_dir]);
    command
        .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", "ann")
        .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY);
    let (running, line) = Running::start(&mut command);
    let url = line.split(' ').find(|word| word.starts_with("http://"));
    let url = url.unwrap().trim_end();
    let http = Client::builder().timeout(None).build().unwrap();
    let project = post(
        &http,
        &format!("{url}/api/v1/projects"),
        &json!({"name": "Shop"}),
    );
    let results = json!([{"title": "adds", "status": "FAILED"}]);
    let run = json!({"project_id": project["data"]["id"], "results": results});
    let run = post(&http, &format!("{url}/api/v1/ingest"), &run);
    let result = run["data"][0]["id"].as_str().unwrap();
    let before = most_memory(running.id());

    let (content_type, body) = form();
    let request = http.post(format!("{url}/api/v1/results/{result}/attachments"));
    let request = request
        .bearer_auth(KEY)
        .header("Content-Type", content_type);
    let reply = request.body(body).send().unwrap();

    assert_eq!(reply.status(), 201);
    let answer: Value = serde_json::from_str(&reply.text().unwrap()).unwrap();
    let sizes: Vec<&Value> = answer["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["size"])
        .collect();
    assert_eq!(sizes, vec![&json!(10 * MEGABYTE); 10]);
    let grown = most_memory(running.id()).saturating_sub(before);
    assert!(grown < 20 * MEGABYTE, "{grown} bytes more than before");
}
