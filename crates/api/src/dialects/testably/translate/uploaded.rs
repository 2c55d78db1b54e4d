//! What an upload is answered with.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::number::CaseNumber;
use domain::submission::{Answer, Refusal};
use store::locate::Run;

use super::super::status::STATUS;
use super::super::wire::{DryRun, Stats, UnknownIds, Uploaded};
use super::bulk::{Parted, parted};
use super::names::human;
use super::upload::{Endpoint, Item};
use crate::failure::{Failure, sentence};

/// The plan that an upload needs at the vendor.
const TIER: u8 = 3;

pub(crate) fn dry_run(run: &Run, latency: Duration) -> DryRun {
    DryRun {
        success: true,
        dry_run: true,
        message: "Connection test passed",
        run_name: run.name.clone(),
        tier: TIER,
        latency_ms: u64::try_from(latency.as_millis()).unwrap_or(u64::MAX),
    }
}

/// The refusal of an upload that names cases the project does not have, each once; nothing if there are none.
/// What has the form of an internal id fails alone.
pub(crate) fn unknown_ids(items: &[Item], found: &[Option<CaseNumber>]) -> Option<UnknownIds> {
    let problem = "Some test case IDs could not be found in this project";
    let mut seen = BTreeSet::new();
    let not_found: Vec<String> = items
        .iter()
        .zip(found)
        .filter(|(item, found)| found.is_none() && human(&item.case) && seen.insert(&item.id))
        .map(|(item, _)| item.id.clone())
        .collect();
    (!not_found.is_empty()).then_some(UnknownIds {
        error: problem,
        message: problem,
        not_found,
    })
}

/// 200, or 207 if some results were refused, were it all of them. Of `success` the documents then say false
/// and the deployed code true; the lists of both are always there.
pub(crate) fn uploaded(
    endpoint: Endpoint,
    ids: Vec<String>,
    answer: Option<Answer>,
) -> Result<(u16, Uploaded), Failure> {
    let parted = parted(ids, answer).map_err(|failure| final_for(endpoint, failure));
    let Parted { recorded, errors } = parted?;
    let mut stats = Stats::default();
    for (_, receipt) in &recorded {
        count(
            &mut stats,
            STATUS.to_wire(receipt.recorded.outcome.status.status),
        );
    }
    stats.untested = stats.not_tested;
    let (all, uploaded_count, failed_count) = (errors.is_empty(), recorded.len(), errors.len());
    let message = if all {
        "All test results uploaded successfully.".to_owned()
    } else {
        format!("{uploaded_count} test results uploaded, {failed_count} failed.")
    };
    let body = Uploaded {
        success: all || endpoint == Endpoint::Deployed,
        partial_failure: (endpoint == Endpoint::Deployed || !all).then_some(!all),
        message: (endpoint == Endpoint::Deployed).then_some(message),
        stats,
        uploaded_count,
        failed_count,
        failed_test_case_ids: errors.iter().map(|it| it.test_case_id.clone()).collect(),
        errors,
    };
    Ok((if all { 200 } else { 207 }, body))
}

fn count(stats: &mut Stats, word: &str) {
    let number = match word {
        "passed" => &mut stats.passed,
        "failed" => &mut stats.failed,
        "blocked" => &mut stats.blocked,
        "retest" => &mut stats.retest,
        _ => &mut stats.not_tested,
    };
    *number += 1;
}

/// The SDK sends again, for seven seconds, what was refused with anything but 400, 401, 403 or 404. A run that
/// is closed or full stays so.
fn final_for(endpoint: Endpoint, failure: Failure) -> Failure {
    match (endpoint, failure) {
        (
            Endpoint::Deployed,
            Failure::Refused(refusal @ (Refusal::RunClosed | Refusal::RunFull)),
        ) => Failure::Invalid(sentence(&refusal.to_string())),
        (Endpoint::Deployed | Endpoint::Documented, failure) => failure,
    }
}
