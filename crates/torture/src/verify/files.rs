//! The files of rows.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Findings, Kind};
use crate::book::{Book, Outcome, Sent, Wrote};
use crate::http::{Dialect, File, Http, list, text};

/// The texts of the files that are there, by row and name.
type Stored = BTreeMap<(String, String), Vec<String>>;

/// Every acknowledged file is there once and as it was sent, and of a form that was not acknowledged all files or none.
pub(super) fn compare(http: &Http, book: &Book, findings: &mut Findings) -> Result<()> {
    let mut stored = Stored::new();
    for row in &book.world.rows {
        let path = format!("/api/verdict/results/{row}/attachments");
        for file in list(&http.get(Dialect::Native, &path)?, "/attachments")? {
            let name = text(&file, "/file_name")?;
            let path = format!("/api/verdict/attachments/{}", text(&file, "/id")?);
            let kept = match http.read(Dialect::Native, &path) {
                Ok(kept) => kept,
                Err(error) => {
                    findings.add(
                        Kind::Loss,
                        format!("{name} is listed and cannot be read: {error:#}"),
                    );
                    continue;
                }
            };
            stored.entry((row.clone(), name)).or_default().push(kept);
        }
    }
    account(&book.sent, stored, findings);
    Ok(())
}

fn account(sent: &[Sent], mut stored: Stored, findings: &mut Findings) {
    for sent in sent {
        let Wrote::Files { row, files } = &sent.wrote else {
            continue;
        };
        let mut found = 0;
        for File { name, text } in files {
            let kept = stored
                .remove(&(row.clone(), name.clone()))
                .unwrap_or_default();
            if kept.len() > 1 {
                findings.add(
                    Kind::Double,
                    format!("{name} is there {} times", kept.len()),
                );
            }
            let Some(kept) = kept.first() else {
                if sent.is_acknowledged() {
                    let what = format!("{name} was acknowledged and is not there");
                    findings.add(Kind::Loss, what);
                }
                continue;
            };
            found += 1;
            findings.expect(kept == text, || {
                format!(
                    "{name} has {} bytes and was sent with {}",
                    kept.len(),
                    text.len()
                )
            });
        }
        let is_whole = match &sent.outcome {
            // What is missing is said above.
            Outcome::Acknowledged(_) => true,
            Outcome::Refused(..) => found == 0,
            Outcome::Unknown(_) => found == 0 || found == files.len(),
        };
        findings.expect(is_whole, || {
            format!(
                "{found} of {} files of {} are there",
                files.len(),
                sent.request.path
            )
        });
    }
    for (_, name) in stored.keys() {
        findings.add(Kind::Broken, format!("{name} was never sent"));
    }
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use serde_json::Value;

    use super::*;
    use crate::book::Failure;
    use crate::http::{Body, Request};

    const ACKNOWLEDGED: Outcome = Outcome::Acknowledged(Value::Null);
    const UNKNOWN: Outcome = Outcome::Unknown(Failure::ComeBack);

    /// What is found where two files were sent and these are there.
    fn found(outcome: Outcome, there: &[(&str, &str)]) -> Vec<Kind> {
        let file = |name: &str| File {
            name: name.to_owned(),
            text: "text".to_owned(),
        };
        let files = vec![file("a"), file("b")];
        let request = Request {
            dialect: Dialect::Qahub,
            method: Method::POST,
            path: "/".to_owned(),
            body: Body::Files(files.clone()),
            key: None,
        };
        let sent = Sent {
            writer: 1,
            request,
            wrote: Wrote::Files {
                row: "row".to_owned(),
                files,
            },
            outcome,
            failures: Vec::new(),
            times: 1,
        };
        let mut stored = Stored::new();
        for (name, text) in there {
            let key = ("row".to_owned(), (*name).to_owned());
            stored.entry(key).or_default().push((*text).to_owned());
        }
        let mut findings = Findings::default();
        account(&[sent], stored, &mut findings);
        findings.0.iter().map(|it| it.kind).collect()
    }

    #[test]
    fn what_was_acknowledged_is_there_once_and_as_it_was() {
        assert_eq!(found(ACKNOWLEDGED, &[("a", "text"), ("b", "text")]), []);
        assert_eq!(found(ACKNOWLEDGED, &[("a", "text")]), [Kind::Loss]);
        let twice = [("a", "text"), ("b", "text"), ("b", "text")];
        assert_eq!(found(ACKNOWLEDGED, &twice), [Kind::Double]);
        assert_eq!(
            found(ACKNOWLEDGED, &[("a", "tex"), ("b", "text")]),
            [Kind::Broken]
        );
    }

    #[test]
    fn what_was_not_is_there_whole_or_not_at_all() {
        assert_eq!(found(UNKNOWN, &[]), []);
        assert_eq!(found(UNKNOWN, &[("a", "text"), ("b", "text")]), []);
        assert_eq!(found(UNKNOWN, &[("b", "text")]), [Kind::Broken]);
        assert_eq!(found(UNKNOWN, &[("c", "text")]), [Kind::Broken]);
    }
}
