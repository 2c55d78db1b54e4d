//! What was sent, and whether the server has it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::reporter::{Attempt, Outcome, Reporter};

/// Everything that was sent to a run.
#[derive(Default)]
pub(crate) struct Book {
    /// By mark: the case and the id.
    acknowledged: BTreeMap<String, (String, i64)>,
    /// By mark: what was sent and not answered may be there or not.
    unknown: BTreeMap<String, Attempt>,
}

impl Book {
    pub(crate) fn add(&mut self, attempt: Attempt) {
        let mark = attempt.mark.clone();
        match attempt.outcome {
            Outcome::Acknowledged(id) => {
                drop(self.acknowledged.insert(mark, (attempt.case, id)));
            }
            Outcome::Unknown => drop(self.unknown.insert(mark, attempt)),
            Outcome::Refused => {}
        }
    }

    /// Sends again what was not answered and has a key: it is answered now, and is there once.
    pub(crate) fn repeat(&mut self, reporter: &Reporter) {
        let (keyed, others) = std::mem::take(&mut self.unknown)
            .into_iter()
            .partition(|(_, attempt)| attempt.has_key);
        self.unknown = others;
        let keyed: BTreeMap<String, Attempt> = keyed;
        for attempt in keyed.into_values() {
            let sent = reporter.send(attempt);
            assert!(sent.is_answered(), "{}", sent.mark);
            self.add(sent);
        }
    }

    /// Every acknowledged result is there once, nothing is there that was not sent whole, and the run's rows
    /// and counts are those of its results.
    pub(crate) fn compare(&self, reporter: &Reporter) {
        let results = reporter.list("results", "test_results");
        self.compare_results(&results);
        let rows = reporter.list("test-cases", "test_cases");
        compare_rows(&rows, &results);
        compare_counts(&reporter.run(), &rows);
    }

    fn compare_results(&self, results: &[Value]) {
        let mut stored = BTreeMap::new();
        let mut ids = BTreeSet::new();
        for result in results {
            let id = result["id"].as_i64().unwrap();
            assert!(ids.insert(id), "two results have the id {id}");
            let mark = result["description"].as_str().unwrap();
            let case = result["test_case_id"].as_str().unwrap();
            let twice = stored.insert(mark.to_owned(), (case.to_owned(), id));
            assert!(twice.is_none(), "{mark} is there twice");
            let sent = self.acknowledged.get(mark).map(|(case, _)| case);
            assert_eq!(
                sent.or_else(|| self.unknown.get(mark).map(|attempt| &attempt.case))
                    .unwrap(),
                case,
                "{mark}"
            );
        }
        for (mark, sent) in &self.acknowledged {
            assert_eq!(stored.get(mark), Some(sent), "{mark} was acknowledged");
        }
    }
}

/// Each row shows the newest of its case's results, which are listed newest first.
fn compare_rows(rows: &[Value], results: &[Value]) {
    for row in rows {
        let case = &row["identifier"];
        let newest = results
            .iter()
            .find(|result| result["test_case_id"] == *case);
        if let Some(newest) = newest {
            assert_eq!(row["latest_result_id"], newest["id"], "{case}");
            assert_eq!(shown(row), word(&newest["result_status"]["field_value"]));
        } else {
            assert_eq!(shown(row), "untested", "{case}");
        }
    }
}

/// The kept counts are the counts over the rows.
fn compare_counts(run: &Value, rows: &[Value]) {
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for row in rows {
        *counted.entry(shown(row)).or_default() += 1;
    }
    let kept = run["overall_progress"].as_object().unwrap();
    let kept: BTreeMap<String, i64> = kept
        .iter()
        .map(|(status, count)| (status.to_lowercase(), count.as_i64().unwrap()))
        .collect();
    assert_eq!(kept, counted);
    assert_eq!(run["test_cases_count"], rows.len());
}

fn shown(row: &Value) -> String {
    word(&row["latest_status"])
}

/// Rows spell a status in lower case, results do not.
fn word(status: &Value) -> String {
    status.as_str().unwrap().to_lowercase()
}
