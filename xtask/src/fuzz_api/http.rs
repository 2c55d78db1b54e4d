//! One request at a time, by hand: what makes the world needs no more.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::verdict::KEY;

/// Sends JSON and reads JSON; anything but a good answer is an error.
pub(super) fn json(address: &str, method: &str, path: &str, body: &Value) -> Result<Value> {
    send(
        address,
        method,
        path,
        "application/json",
        body.to_string().as_bytes(),
    )
}

/// Sends any body and reads JSON.
pub(super) fn send(
    address: &str,
    method: &str,
    path: &str,
    content_type: &str,
    body: &[u8],
) -> Result<Value> {
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {KEY}\r\nConnection: close\r\n\
         Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    let mut stream = TcpStream::connect(address).context("connect to the server")?;
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .with_context(|| format!("{method} {path} answered {answer:?}"))?;
    ensure!(
        head.starts_with("HTTP/1.1 2"),
        "{method} {path} answered {answer}"
    );
    Ok(serde_json::from_str(body)?)
}
