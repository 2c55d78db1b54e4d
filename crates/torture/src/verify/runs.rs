//! The runs that executions made.

use std::collections::BTreeSet;

use anyhow::Result;

use super::{Findings, Kind};
use crate::book::{Book, Outcome, Wrote};
use crate::http::{Dialect, Http, list, number, text};

/// Runs a page of a list.
const PAGE: usize = 100;

/// Every acknowledged execution is a run of its own, no more runs are there than were asked for, and each has all its
/// rows.
pub(super) fn compare(http: &Http, book: &Book, findings: &mut Findings) -> Result<()> {
    let rows = book.world.cases.len();
    let (mut acknowledged, mut unknown) = (Vec::new(), 0);
    for sent in &book.sent {
        if !matches!(sent.wrote, Wrote::Execution) {
            continue;
        }
        match &sent.outcome {
            Outcome::Acknowledged(body) => {
                let id = text(body, "/result/id")?;
                match http.get(Dialect::Applitools, &format!("/api/result/{id}")) {
                    Ok(run) => {
                        let tests = list(&run, "/result/tests")?.len();
                        findings.expect(tests == rows, || {
                            format!("run {id} has {tests} of {rows} tests")
                        });
                    }
                    Err(error) => {
                        findings.add(Kind::Broken, format!("run {id} cannot be read: {error:#}"));
                    }
                }
                acknowledged.push(id);
            }
            Outcome::Unknown(_) => unknown += 1,
            Outcome::Refused(..) => {}
        }
    }
    let runs = runs(http, book)?;
    let mut listed = Vec::new();
    for run in &runs {
        // The id that this dialect answers with.
        let shown = http.get(Dialect::Applitools, &format!("/api/result/{run}"))?;
        listed.push(text(&shown, "/result/id")?);
        let path = format!("/v1/projects/{}/runs/{run}", book.world.project);
        let total = number(&http.get(Dialect::Testably, &path)?, "/data/total")?;
        findings.expect(usize::try_from(total) == Ok(rows), || {
            format!("run {run} has {total} of {rows} rows")
        });
    }
    account(&acknowledged, unknown, &listed, findings);
    Ok(())
}

/// Compares the ids that were answered with those that are listed: each is another one and listed once, and what is listed
/// besides was asked for and not answered.
fn account(acknowledged: &[String], unknown: usize, listed: &[String], findings: &mut Findings) {
    let (mut answered, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for id in acknowledged {
        if !answered.insert(id) {
            findings.add(Kind::Loss, format!("run {id} was answered to two"));
        }
    }
    for id in listed {
        if !seen.insert(id) {
            findings.add(Kind::Double, format!("run {id} is listed twice"));
        }
    }
    for id in answered.difference(&seen) {
        findings.add(
            Kind::Loss,
            format!("run {id} was acknowledged and is not listed"),
        );
    }
    let more = seen.difference(&answered).count();
    if more > unknown {
        findings.add(
            Kind::Double,
            format!("{more} runs are there besides those answered, of {unknown} executions"),
        );
    }
}

/// The ids of all runs of the plan.
fn runs(http: &Http, book: &Book) -> Result<Vec<String>> {
    let mut runs = Vec::new();
    let mut offset = 0;
    loop {
        let path = format!(
            "/api/v1/runs?project_id={}&limit={PAGE}&offset={offset}",
            book.world.project
        );
        let page = list(&http.get(Dialect::Qahub, &path)?, "/data")?;
        for run in &page {
            if text(run, "/name")? == "Plan" {
                runs.push(text(run, "/id")?);
            }
        }
        if page.len() < PAGE {
            return Ok(runs);
        }
        offset += PAGE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(acknowledged: &[&str], unknown: usize, listed: &[&str]) -> Vec<Kind> {
        let own = |ids: &[&str]| ids.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let mut findings = Findings::default();
        account(&own(acknowledged), unknown, &own(listed), &mut findings);
        findings.0.iter().map(|it| it.kind).collect()
    }

    #[test]
    fn what_was_not_answered_may_be_a_run_or_not() {
        assert_eq!(kinds(&["a", "b"], 1, &["b", "a"]), []);
        assert_eq!(kinds(&["a", "b"], 1, &["c", "b", "a"]), []);
    }

    #[test]
    fn a_lost_run_is_not_made_up_for_by_another() {
        assert_eq!(kinds(&["a", "b"], 1, &["a", "c"]), [Kind::Loss]);
        assert_eq!(kinds(&["a", "a"], 0, &["a"]), [Kind::Loss]);
    }

    #[test]
    fn a_run_too_many_is_noticed() {
        assert_eq!(kinds(&["a"], 0, &["a", "b"]), [Kind::Double]);
        assert_eq!(kinds(&["a"], 1, &["a", "a"]), [Kind::Double]);
    }
}
