//! What can be wrong with a path or a query.

use super::attack::Attack;
use crate::documents::operations::Operation;
use crate::documents::worlds::World;

/// Percent-encoded, as they are sent. None names anything.
const IDS: [&str; 12] = [
    "0",
    "-1",
    "1.5",
    "99999999999999999999",
    "TC-99999999999999999999",
    "PR--1",
    "TR-0",
    "00000000-0000-0000-0000-000000000000",
    "%00",
    "%ff%fe",
    "..%2f..%2fetc%2fpasswd",
    "%27%20or%201=1--%20%F0%9F%92%A5",
];

/// Values of a parameter after the question mark.
const VALUES: [&str; 9] = [
    "",
    "-1",
    "0",
    "1.5",
    "99999999999999999999",
    "NaN",
    "%00",
    "%ff%fe",
    "%27%20or%201=1--%20%F0%9F%92%A5",
];

/// Whole queries.
const QUERIES: [&str; 4] = ["&&&=&=", "%00=1&a[]=2", "%ff=%ff", "a=1&a=2&a"];

pub(super) fn of(operation: &Operation<'_>, world: &World<'_>) -> Vec<Attack> {
    let path = world.path(operation.path);
    let request = |path: String, wrong: String| Attack {
        wrong,
        method: operation.method.clone(),
        path,
        content_type: Some("application/json".to_owned()),
        body: b"{}".to_vec(),
    };
    let long = "7".repeat(4_000);
    let mut attacks = Vec::new();
    for name in operation.path_parameters() {
        for id in IDS.into_iter().chain([long.as_str()]) {
            let path = world.path_with(operation.path, name, id);
            attacks.push(request(path, format!("{name} is {}", shown(id))));
        }
    }
    if operation.method != "GET" {
        return attacks;
    }
    for name in operation.query_parameters() {
        for value in VALUES.into_iter().chain([long.as_str()]) {
            let path = format!("{path}?{name}={value}");
            attacks.push(request(path, format!("{name}={}", shown(value))));
        }
        let path = format!("{path}?{name}=1&{name}=2");
        attacks.push(request(path, format!("{name} comes twice")));
    }
    let queries = QUERIES.into_iter();
    attacks.extend(queries.map(|it| request(format!("{path}?{it}"), format!("the query is {it}"))));
    attacks
}

fn shown(value: &str) -> String {
    value.chars().take(40).collect()
}
