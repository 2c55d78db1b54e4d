//! What can be wrong with a body as a whole.

use super::attack::Attack;
use crate::documents::operations::Operation;
use crate::documents::worlds::World;

const JSON: &str = "application/json";

/// Bodies that are no JSON, or no object.
const NOT_AN_OBJECT: [(&str, &[u8]); 20] = [
    ("an empty body", b""),
    ("spaces", b"   "),
    ("an open brace", b"{"),
    ("a list", b"[]"),
    ("a list of objects", b"[{}]"),
    ("null", b"null"),
    ("a number", b"7"),
    ("a text", b"\"text\""),
    ("true", b"true"),
    ("a value left out", b"{\"a\":}"),
    ("a comma at the end", b"{\"a\":1,}"),
    ("a comment", b"{/* */}"),
    ("single quotes", b"{'a':1}"),
    ("two objects", b"{}{}"),
    ("XML", b"<a/>"),
    ("a form", b"a=1&b=2"),
    ("U+0000", b"\x00"),
    ("no UTF-8", b"{\"a\":\"\xff\xfe\"}"),
    ("a byte order mark", b"\xef\xbb\xbf{}"),
    ("UTF-16", b"{\x00}\x00"),
];

/// Values of a field that JSON, or a number, does not have.
const VALUES: [&str; 8] = [
    "NaN",
    "-Infinity",
    "1e999",
    "123456789012345678901234567890",
    "-9223372036854775809",
    "0x10",
    "\"\\ud800\"",
    "\"\\u0000\"",
];

/// Types that no route takes.
const TYPES: [&str; 5] = [
    "application/xml",
    "application/octet-stream",
    "multipart/form-data",
    "image/png",
    ";;;",
];

pub(super) fn of(operation: &Operation<'_>, world: &World<'_>, max_bytes: usize) -> Vec<Attack> {
    let path = world.path(operation.path);
    let request = |wrong: &str, content_type: &str, body: Vec<u8>| Attack {
        wrong: wrong.to_owned(),
        method: operation.method.clone(),
        path: path.clone(),
        content_type: Some(content_type.to_owned()),
        body,
    };
    let mut attacks = Vec::new();
    for (kind, example) in operation.bodies(world) {
        for (wrong, body) in NOT_AN_OBJECT {
            attacks.push(request(wrong, &kind, body.to_vec()));
        }
        let mut large = example.clone();
        large.resize(max_bytes + 1, b' ');
        attacks.push(request("one byte too large", &kind, large));
        let fields = serde_json::from_slice::<serde_json::Value>(&example).unwrap_or_default();
        for key in fields
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::keys)
        {
            let body = |value: &str| format!("{{\"{key}\":{value}}}").into_bytes();
            for value in VALUES {
                attacks.push(request(&format!("{key} is {value}"), &kind, body(value)));
            }
            let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
            attacks.push(request(&format!("{key} is deep"), &kind, body(&deep)));
            let deep = format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
            attacks.push(request(
                &format!("{key} has a deep object"),
                &kind,
                body(&deep),
            ));
            let twice = format!("{{\"{key}\":1,\"{key}\":2}}").into_bytes();
            attacks.push(request(&format!("{key} comes twice"), &kind, twice));
        }
        for other in TYPES {
            attacks.push(request(
                &format!("declared as {other}"),
                other,
                example.clone(),
            ));
        }
    }
    if attacks.is_empty() {
        // A route without a body may get one all the same.
        for (wrong, body) in NOT_AN_OBJECT {
            attacks.push(request(wrong, JSON, body.to_vec()));
        }
    }
    attacks
}
