//! The runs that executions made.

use anyhow::Result;

use super::{Findings, Kind};
use crate::book::{Book, Outcome, Wrote};
use crate::http::{Dialect, Http, list, number, text};

/// Runs a page of a list.
const PAGE: usize = 100;

/// Every acknowledged execution is a run, no more runs are there than were asked for, and each has all its rows.
pub(super) fn compare(http: &Http, book: &Book, findings: &mut Findings) -> Result<()> {
    let rows = book.world.cases.len();
    let (mut acknowledged, mut unknown) = (0, 0);
    for sent in &book.sent {
        if !matches!(sent.wrote, Wrote::Execution) {
            continue;
        }
        match &sent.outcome {
            Outcome::Acknowledged(body) => {
                acknowledged += 1;
                let id = text(body, "/result/id")?;
                match http.get(Dialect::Applitools, &format!("/api/result/{id}")) {
                    Ok(run) => {
                        let tests = list(&run, "/result/tests")?.len();
                        findings.expect(tests == rows, || {
                            format!("run {id} has {tests} of {rows} tests")
                        });
                    }
                    Err(error) => {
                        findings.add(Kind::Loss, format!("run {id} was acknowledged: {error:#}"));
                    }
                }
            }
            Outcome::Unknown(_) => unknown += 1,
            Outcome::Refused(..) => {}
        }
    }
    let runs = runs(http, book)?;
    if runs.len() < acknowledged {
        findings.add(
            Kind::Loss,
            format!("{} of {acknowledged} executions are there", runs.len()),
        );
    }
    if runs.len() > acknowledged + unknown {
        let most = acknowledged + unknown;
        findings.add(
            Kind::Double,
            format!("{} runs are there of {most} executions", runs.len()),
        );
    }
    for run in runs {
        let path = format!("/v1/projects/{}/runs/{run}", book.world.project);
        let total = number(&http.get(Dialect::Testably, &path)?, "/data/total")?;
        findings.expect(usize::try_from(total) == Ok(rows), || {
            format!("run {run} has {total} of {rows} rows")
        });
    }
    Ok(())
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
