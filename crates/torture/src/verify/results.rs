//! The run's results, as Test Management lists them.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::{Findings, Kind};
use crate::book::{Book, Failure, Item, Outcome, Sent, Wrote};
use crate::http::{Dialect, Http, list, text};

/// A result that is there.
struct Stored {
    case: String,
    status: String,
    id: String,
    /// Its place in the list, the newest first.
    place: usize,
}

/// All entries of a list below the run.
pub(crate) fn pages(http: &Http, path: &str, key: &str) -> Result<Vec<Value>> {
    let mut entries = Vec::new();
    each_page(http, path, key, |page| {
        entries.extend(page);
        Ok(())
    })?;
    Ok(entries)
}

/// The same page by page, for a list that is too long to be held.
pub(crate) fn each_page(
    http: &Http,
    path: &str,
    key: &str,
    mut take: impl FnMut(Vec<Value>) -> Result<()>,
) -> Result<()> {
    let mut next = Some(1);
    while let Some(page) = next {
        let path = format!("{path}?page_size=300&p={page}");
        let answer = http.get(Dialect::Browserstack, &path)?;
        take(list(&answer, key)?)?;
        next = answer.pointer("/info/next").and_then(Value::as_u64);
    }
    Ok(())
}

/// What was answered is what the vendor's rule says, and what could not be done is told as the vendor tells it.
pub(super) fn answers(book: &Book, findings: &mut Findings) {
    for sent in &book.sent {
        let what = format!("{} {}", sent.request.method, sent.request.path);
        let must_be_refused = matches!(sent.wrote, Wrote::Results { refused: true, .. });
        match &sent.outcome {
            Outcome::Acknowledged(body) => {
                findings.expect(!must_be_refused, || {
                    format!("{what} was not refused: {body}")
                });
            }
            Outcome::Refused(status, body) => {
                findings.expect(must_be_refused, || {
                    format!("{what} was refused: {status} {body}")
                });
            }
            Outcome::Unknown(_) => {}
        }
        for failure in &sent.failures {
            let is_promised = match failure {
                Failure::ComeBack => true,
                Failure::Silence => book.was_killed,
                Failure::Status(_) => false,
            };
            findings.expect(is_promised, || format!("{what} failed: {failure:?}"));
        }
    }
}

/// Every acknowledged result is there once and as it was sent, and nothing is there that was not sent whole.
pub(super) fn compare(http: &Http, book: &Book, findings: &mut Findings) -> Result<()> {
    let path = format!(
        "/api/v2/projects/{}/test-runs/{}",
        book.world.project, book.world.run
    );
    let listed = pages(http, &format!("{path}/results"), "/test_results")?;
    let mut stored: BTreeMap<String, Vec<Stored>> = BTreeMap::new();
    for (place, result) in listed.iter().enumerate() {
        let one = Stored {
            case: text(result, "/test_case_id")?,
            status: text(result, "/result_status/field_value")?.to_lowercase(),
            id: text(result, "/id")?,
            place,
        };
        stored
            .entry(text(result, "/description")?)
            .or_default()
            .push(one);
    }
    // For each writer and case the place of the newest so far: what is sent later is newer.
    let mut newest: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for sent in &book.sent {
        if let Wrote::Results { items, .. } = &sent.wrote {
            let in_order = sent.is_acknowledged() && sent.times == 1;
            for (item, place) in compare_one(sent, items, &mut stored, findings) {
                if !in_order {
                    continue;
                }
                let before = newest.insert((sent.writer, item.case.as_str()), place);
                findings.expect(before.is_none_or(|it| it > place), || {
                    format!(
                        "{} is older than what was acknowledged before it was sent",
                        item.mark
                    )
                });
            }
        }
    }
    for mark in stored.keys() {
        findings.add(Kind::Broken, format!("{mark} was never sent"));
    }
    let rows = pages(http, &format!("{path}/test-cases"), "/test_cases")?;
    rows_of(&book.world.cases, &rows, findings)?;
    newest_shown(&rows, &listed, findings)
}

/// Takes what a request wrote out of what is stored; where each item is.
fn compare_one<'a>(
    sent: &Sent,
    items: &'a [Item],
    stored: &mut BTreeMap<String, Vec<Stored>>,
    findings: &mut Findings,
) -> Vec<(&'a Item, usize)> {
    let mut there = Vec::new();
    for item in items {
        let mark = &item.mark;
        let found = stored.remove(mark).unwrap_or_default();
        if found.len() > 1 {
            findings.add(
                Kind::Double,
                format!("{mark} is there {} times", found.len()),
            );
        }
        let Some(first) = found.first() else {
            if item.good && sent.is_acknowledged() {
                findings.add(
                    Kind::Loss,
                    format!("{mark} was acknowledged and is not there"),
                );
            }
            continue;
        };
        there.push((item, first.place));
        findings.expect(item.good, || format!("{mark} was refused and is there"));
        findings.expect(
            first.case == item.case && first.status == item.status,
            || {
                format!(
                    "{mark} was {} {} and is {} {}",
                    item.case, item.status, first.case, first.status
                )
            },
        );
        if let Outcome::Acknowledged(body) = &sent.outcome
            && let Ok(id) = text(body, "/test-result/id")
        {
            findings.expect(id == first.id, || {
                format!("{mark} has the id {}, not {id}", first.id)
            });
        }
    }
    let (found, good) = (there.len(), items.iter().filter(|item| item.good).count());
    match &sent.outcome {
        Outcome::Acknowledged(_) => {}
        Outcome::Refused(..) => findings.expect(found == 0, || {
            format!("{found} of {items:?} are there, which were refused")
        }),
        Outcome::Unknown(_) => findings.expect(found == 0 || found == good, || {
            format!("{found} of {good} are there of {items:?}")
        }),
    }
    there
}

/// The run has a row for each case, and no other.
fn rows_of(cases: &[String], rows: &[Value], findings: &mut Findings) -> Result<()> {
    let mut left: BTreeMap<&str, usize> = cases.iter().map(|case| (case.as_str(), 0)).collect();
    for row in rows {
        let case = text(row, "/identifier")?;
        match left.get_mut(case.as_str()) {
            Some(count) => *count += 1,
            None => findings.add(Kind::Broken, format!("{case} has a row nobody asked for")),
        }
    }
    for (case, count) in left {
        match count {
            0 => findings.add(Kind::Loss, format!("{case} has no row any more")),
            1 => {}
            _ => findings.add(Kind::Double, format!("{case} has {count} rows")),
        }
    }
    Ok(())
}

/// Each row shows the newest of its case's results.
fn newest_shown(rows: &[Value], listed: &[Value], findings: &mut Findings) -> Result<()> {
    for row in rows {
        let case = text(row, "/identifier")?;
        let newest = listed
            .iter()
            .find(|it| it.pointer("/test_case_id") == row.pointer("/identifier"));
        let shown = text(row, "/latest_status")?.to_lowercase();
        let expected = match newest {
            Some(newest) => {
                findings.expect(
                    row.pointer("/latest_result_id") == newest.pointer("/id"),
                    || format!("{case} does not show its newest result"),
                );
                text(newest, "/result_status/field_value")?.to_lowercase()
            }
            None => "untested".to_owned(),
        };
        findings.expect(shown == expected, || {
            format!("{case} shows {shown}, its newest result is {expected}")
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use serde_json::json;

    use super::*;
    use crate::http::{Body, Request};
    use crate::world::World;

    /// What is said of a request that failed so, and was acknowledged then.
    fn said(was_killed: bool, failure: Failure) -> usize {
        let request = Request {
            dialect: Dialect::Applitools,
            method: Method::POST,
            path: "/api/plan/1/execute".to_owned(),
            body: Body::Json(Value::Null),
            key: Some("key".to_owned()),
        };
        let sent = Sent {
            writer: 1,
            request,
            wrote: Wrote::Execution,
            outcome: Outcome::Acknowledged(Value::Null),
            failures: vec![failure],
            times: 2,
        };
        let book = Book {
            round: 1,
            was_killed,
            world: World::default(),
            sent: vec![sent],
        };
        let mut findings = Findings::default();
        answers(&book, &mut findings);
        findings.0.len()
    }

    #[test]
    fn only_a_server_that_was_killed_may_say_nothing() {
        assert_eq!(said(true, Failure::Silence), 0);
        assert_eq!(said(false, Failure::Silence), 1);
        assert_eq!(said(false, Failure::ComeBack), 0);
        // Also 503 when it does not say when to come back.
        assert_eq!(said(true, Failure::Status(503)), 1);
        assert_eq!(said(true, Failure::Status(500)), 1);
    }

    #[test]
    fn each_case_has_one_row() {
        let kinds = |rows: &[&str]| {
            let rows: Vec<Value> = rows.iter().map(|it| json!({"identifier": it})).collect();
            let cases = ["TC-1".to_owned(), "TC-2".to_owned()];
            let mut findings = Findings::default();
            rows_of(&cases, &rows, &mut findings).unwrap();
            findings.0.iter().map(|it| it.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds(&["TC-2", "TC-1"]), []);
        assert_eq!(kinds(&["TC-1"]), [Kind::Loss]);
        assert_eq!(kinds(&["TC-1", "TC-2", "TC-2"]), [Kind::Double]);
        assert_eq!(kinds(&["TC-1", "TC-2", "TC-3"]), [Kind::Broken]);
    }
}
