//! The build's tests, as Test Reporting lists them.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::{Findings, Kind};
use crate::book::{Book, Outcome, Wrote};
use crate::http::{Dialect, Http, list, text};

/// What is known of a test.
#[derive(Debug, Default)]
struct Told {
    started: bool,
    /// Each end that was sent, and whether it was acknowledged.
    ends: Vec<(&'static str, bool)>,
}

/// Every test that was acknowledged is there once, and has ended if that was acknowledged. How many tests there are.
pub(super) fn compare(http: &Http, book: &Book, findings: &mut Findings) -> Result<usize> {
    let mut told: BTreeMap<&str, Told> = BTreeMap::new();
    for sent in &book.sent {
        let acknowledged = sent.is_acknowledged();
        match &sent.wrote {
            Wrote::Start { name } => {
                let test = told.entry(name).or_default();
                test.started |= acknowledged;
            }
            Wrote::Finish { name, result } => {
                let refused = matches!(sent.outcome, Outcome::Refused(..));
                let test = told.entry(name).or_default();
                test.ends
                    .extend((!refused).then_some((*result, acknowledged)));
            }
            Wrote::Results { .. } | Wrote::Execution | Wrote::Files { .. } => {}
        }
    }
    let mut stored = leaves(http, &book.world.build)?;
    let tests = stored.values().map(Vec::len).sum();
    for (name, told) in told {
        let found = stored.remove(name).unwrap_or_default();
        if found.len() > 1 {
            findings.add(
                Kind::Double,
                format!("test {name} is there {} times", found.len()),
            );
        }
        let Some(shown) = found.first() else {
            if told.started {
                findings.add(
                    Kind::Loss,
                    format!("test {name} was acknowledged and is not there"),
                );
            }
            continue;
        };
        let ended = told.ends.iter().find(|(_, acknowledged)| *acknowledged);
        match ended {
            Some((result, _)) if shown == "pending" => {
                findings.add(
                    Kind::Loss,
                    format!("test {name} ended as {result}, was acknowledged, and is pending"),
                );
            }
            Some((result, _)) => findings.expect(shown == result, || {
                format!("test {name} ended as {result} and shows {shown}")
            }),
            None => findings.expect(
                shown == "pending" || told.ends.iter().any(|(result, _)| shown == result),
                || format!("test {name} shows {shown}, and {told:?} was sent"),
            ),
        }
    }
    for name in stored.keys() {
        findings.add(Kind::Broken, format!("test {name} was never sent"));
    }
    Ok(tests)
}

/// The statuses of all tests, by name.
fn leaves(http: &Http, build: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let mut found = BTreeMap::new();
    let mut path = format!("/ext/v1/builds/{build}/testRuns");
    loop {
        let page = http.get(Dialect::Reporting, &path)?;
        for root in list(&page, "/hierarchy")? {
            collect(&root, &mut found)?;
        }
        match page
            .pointer("/pagination/next_page")
            .and_then(Value::as_str)
        {
            Some(next) => path = format!("/ext/v1/builds/{build}/testRuns?next_page={next}"),
            None => return Ok(found),
        }
    }
}

fn collect(node: &Value, found: &mut BTreeMap<String, Vec<String>>) -> Result<()> {
    if node.pointer("/type").and_then(Value::as_str) == Some("TEST") {
        let name = text(node, "/display_name")?;
        found
            .entry(name)
            .or_default()
            .push(text(node, "/details/status")?);
    }
    for child in list(node, "/children")? {
        collect(&child, found)?;
    }
    Ok(())
}
