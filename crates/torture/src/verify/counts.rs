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

/// All dialects count alike.
pub(super) fn compare(
    http: &Http,
    world: &World,
    run: &str,
    findings: &mut Findings,
) -> Result<()> {
    let qahub = rows(http, run)?;
    let shown = [
        ("browserstack", browserstack(http, world, run)?),
        ("testably", testably(http, world, run)?),
        ("reporting", reporting(http, run)?),
        ("applitools", applitools(http, run)?),
    ];
    for (dialect, counts) in shown {
        findings.expect(counts == qahub, || {
            format!("run {run} has {counts:?} in {dialect}, and {qahub:?} in its rows")
        });
    }
    Ok(())
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
