//! Requests that upload results, in the words of two dialects.

use serde_json::{Value, json};

use super::way::Dialect;
use super::workload::Workload;
use crate::bench::batch::{FAILED, Item};
use crate::verdict::{KEY, USER};

/// One request, and what its answer must say.
pub(super) struct Upload {
    pub(super) request: Vec<u8>,
    /// How the answer begins.
    pub(super) status: &'static str,
    /// What its body says near the beginning.
    pub(super) accepted: String,
}

/// All that a workload uploads to one of its runs.
pub(super) fn all(address: &str, run: i32, workload: &Workload) -> Vec<Upload> {
    let upload = |items: &Vec<Item>| match workload.dialect {
        Dialect::Qahub => Upload {
            request: request(address, run, &body(items).to_string()),
            status: "HTTP/1.1 201 ",
            accepted: format!("\"accepted\":{},", items.len()),
        },
        Dialect::Browserstack => Upload {
            request: append(address, run, items),
            status: "HTTP/1.1 200 ",
            // Nothing was skipped, and nothing is wrong.
            accepted: "{\"success\":true}".to_owned(),
        },
    };
    workload.batches.iter().map(upload).collect()
}

/// A request that appends results to a run, in browserstack's dialect.
fn append(address: &str, run: i32, items: &[Item]) -> Vec<u8> {
    let results: Vec<Value> = items.iter().map(appended).collect();
    post(
        address,
        &format!("/api/v2/projects/PR-1/test-runs/TR-{run}/results"),
        &format!("API-TOKEN: {USER}:{KEY}"),
        &json!({ "results": results }).to_string(),
    )
}

/// A request that uploads a body to a run, in qahub's dialect.
pub(super) fn request(address: &str, run: i32, body: &str) -> Vec<u8> {
    let path = format!("/api/v1/runs/TR-{run}/results");
    post(
        address,
        &path,
        &format!("Authorization: Bearer {KEY}"),
        body,
    )
}

fn post(address: &str, path: &str, credential: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\n{credential}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    request.into_bytes()
}

/// The body that uploads these results, in qahub's dialect.
pub(super) fn body(items: &[Item]) -> Value {
    let results: Vec<Value> = items.iter().map(result).collect();
    json!({ "results": results })
}

/// A comment that was left out would keep its value; the floor has no such rule, so null clears it.
fn result(item: &Item) -> Value {
    json!({
        "test_case_code": format!("TC-{:03}", item.case_no),
        "status": if item.status == FAILED { "FAILED" } else { "PASSED" },
        "duration_ms": item.elapsed_ms,
        "comment": item.note,
    })
}

/// The same in browserstack's, which has seconds.
fn appended(item: &Item) -> Value {
    let seconds = item.elapsed_ms.map(|it| f64::from(it) / 1e3);
    json!({
        "test_case_id": format!("TC-{}", item.case_no),
        "test_result": {
            "status": if item.status == FAILED { "failed" } else { "passed" },
            "elapsed_time": seconds,
            "description": item.note,
        },
    })
}
