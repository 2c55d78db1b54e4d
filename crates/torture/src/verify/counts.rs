//! The counts of one run, as every dialect shows them.

use anyhow::Result;

use super::Findings;
use crate::http::{Dialect, Http, list, number, text};
use crate::world::World;

/// Rows a page.
const PAGE: usize = 100;

/// How many rows there are, and how many of them passed and failed: what every dialect has words for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    all: u64,
    passed: u64,
    failed: u64,
}

/// All dialects count alike, and so many rows as there must be.
pub(super) fn compare(
    http: &Http,
    world: &World,
    run: &str,
    all: usize,
    findings: &mut Findings,
) -> Result<()> {
    let counted = rows(http, run)?;
    let shown = [
        ("browserstack", browserstack(http, world, run)?),
        ("testably", testably(http, world, run)?),
        ("reporting", reporting(http, run)?),
        ("applitools", applitools(http, run)?),
    ];
    agree(run, all, counted, &shown, findings);
    Ok(())
}

/// Compares what was counted row by row with what must be there and with what is shown.
fn agree(
    run: &str,
    all: usize,
    counted: Counts,
    shown: &[(&str, Counts)],
    findings: &mut Findings,
) {
    findings.expect(usize::try_from(counted.all) == Ok(all), || {
        format!("run {run} has {} rows of {all}", counted.all)
    });
    for (dialect, counts) in shown {
        findings.expect(*counts == counted, || {
            format!("run {run} has {counts:?} in {dialect}, and {counted:?} in its rows")
        });
    }
}

/// Counted row by row, through `QAHub`, which has no counts.
fn rows(http: &Http, run: &str) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut offset = 0;
    loop {
        let path = format!("/api/v1/runs/{run}/results?limit={PAGE}&offset={offset}");
        let page = list(&http.get(Dialect::Qahub, &path)?, "/data")?;
        for row in &page {
            counts.all += 1;
            match text(row, "/status")?.as_str() {
                "PASSED" => counts.passed += 1,
                "FAILED" => counts.failed += 1,
                _ => {}
            }
        }
        if page.len() < PAGE {
            return Ok(counts);
        }
        offset += PAGE;
    }
}

fn browserstack(http: &Http, world: &World, run: &str) -> Result<Counts> {
    let path = format!("/api/v2/projects/{}/test-runs/{run}", world.project);
    let run = http.get(Dialect::Browserstack, &path)?;
    Ok(Counts {
        all: number(&run, "/test_run/test_cases_count")?,
        passed: number(&run, "/test_run/passed_count")?,
        failed: number(&run, "/test_run/failed_count")?,
    })
}

fn testably(http: &Http, world: &World, run: &str) -> Result<Counts> {
    let run = http.get(
        Dialect::Testably,
        &format!("/v1/projects/{}/runs/{run}", world.project),
    )?;
    Ok(Counts {
        all: number(&run, "/data/total")?,
        passed: number(&run, "/data/passed")?,
        failed: number(&run, "/data/failed")?,
    })
}

fn reporting(http: &Http, run: &str) -> Result<Counts> {
    let build = http.get(Dialect::Reporting, &format!("/ext/v1/builds/{run}"))?;
    let count = |word: &str| number(&build, &format!("/status_stats/{word}"));
    Ok(Counts {
        all: count("passed")?
            + count("failed")?
            + count("pending")?
            + count("skipped")?
            + count("unknown")?,
        passed: count("passed")?,
        failed: count("failed")?,
    })
}

fn applitools(http: &Http, run: &str) -> Result<Counts> {
    let result = http.get(Dialect::Applitools, &format!("/api/result/{run}"))?;
    let count = |word: &str| number(&result, &format!("/result/results/{word}"));
    Ok(Counts {
        all: count("passed")?
            + count("failed")?
            + count("aborted")?
            + count("pending")?
            + count("unresolved")?,
        passed: count("passed")?,
        failed: count("failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_all_dialects_miss_or_have_twice_are_noticed() {
        let three = Counts {
            all: 3,
            passed: 2,
            failed: 1,
        };
        for (all, found) in [(3, 0), (4, 1), (2, 1)] {
            let mut findings = Findings::default();
            agree("TR-1", all, three, &[("testably", three)], &mut findings);
            assert_eq!(findings.0.len(), found, "{findings:?}");
        }
        let mut findings = Findings::default();
        let shown = [("testably", Counts { failed: 0, ..three })];
        agree("TR-1", 3, three, &shown, &mut findings);
        assert_eq!(findings.0.len(), 1, "{findings:?}");
    }
}
