//! The server's resident memory: idle, at most under the loads of the other measurements, and while it takes files.

use std::fs;

use anyhow::{Context, Result};
use postgres::Temporary;
use serde_json::Value;
use tokio::runtime::Runtime;

use super::bars::{Bar, Goal};
use super::seed;
use super::setup::Setup;
use super::single::load;
use super::upload::{body, request};
use super::workload::CASES;
use crate::bench::batch::batch;
use crate::bench::samples::Samples;
use crate::verdict::{KEY, Server};

/// A run of its own.
const RUN: i32 = 60_000;

const FILES: usize = 10;
const BYTES_OF_FILE: usize = 10 << 20;

/// Of a server that has just started, and while it takes ten files in one request.
pub(super) fn measure(runtime: &Runtime, setup: &Setup, cluster: &Temporary) -> Result<Vec<Bar>> {
    runtime.block_on(seed::runs(&setup.server_database, &[RUN], &[]))?;
    let url = cluster.url(postgres::DATABASE);
    let folder = tempfile::tempdir()?;
    let server = Server::start_with_data(&setup.program, &url, folder.path())?;
    let idle = resident(&server, "VmRSS:")?;
    let uploaded = load::ask(
        &server.address,
        &request(&server.address, RUN, &one_result()),
    )?;
    let uploaded: Value = serde_json::from_str(&uploaded)?;
    let result = uploaded.pointer("/data/0/id").and_then(Value::as_str);
    let form = form(
        &server.address,
        result.context("an upload without a result")?,
    );
    load::ask(&server.address, &form)?;
    let files = resident(&server, "VmHWM:")?;
    Ok(vec![
        bar("idle", idle, 20.0),
        bar("while one request brings ten files of 10 MB", files, 96.0),
    ])
}

/// The most that the measured server ever had.
pub(super) fn under_load(setup: &Setup) -> Result<Bar> {
    Ok(bar(
        "under the loads above",
        resident(&setup.server, "VmHWM:")?,
        64.0,
    ))
}

fn bar(when: &str, megabytes: f64, most: f64) -> Bar {
    let mut samples = Samples::default();
    samples.push(megabytes);
    Bar::of_measure(
        format!("resident memory, {when}"),
        "MB",
        samples,
        Goal::AtMost(most),
    )
}

/// A line of what Linux tells of a process, in MB.
fn resident(server: &Server, line: &str) -> Result<f64> {
    let path = format!("/proc/{}/status", server.process());
    let status = fs::read_to_string(&path).with_context(|| format!("read {path}"))?;
    let value = status.lines().find_map(|it| it.strip_prefix(line));
    let value = value.and_then(|it| it.trim().strip_suffix(" kB"));
    let kilobytes: u32 = value
        .with_context(|| format!("{path} has no {line}"))?
        .parse()?;
    Ok(f64::from(kilobytes) / 1024.0)
}

fn one_result() -> String {
    body(&batch(0..1, CASES, 1)).to_string()
}

/// A form with all the files.
fn form(address: &str, result: &str) -> Vec<u8> {
    const BOUNDARY: &str = "a-boundary-that-no-file-holds";
    let mut form = Vec::with_capacity(FILES * (BYTES_OF_FILE + 200));
    for file in 0..FILES {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"log-{file}.txt\"\r\n\
             Content-Type: text/plain\r\n\r\n"
        );
        form.extend(head.bytes());
        form.resize(form.len() + BYTES_OF_FILE, b'.');
        form.extend(b"\r\n");
    }
    form.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let length = form.len();
    let head = format!(
        "POST /api/v1/results/{result}/attachments HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {KEY}\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.into_bytes(), form].concat()
}
