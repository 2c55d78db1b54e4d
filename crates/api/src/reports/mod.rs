//! Report files that test tools write, read as plain records and as results. Knows no dialect: each makes of them
//! what its vendor does.

pub(crate) mod form;
pub(crate) mod junit;
mod result;

use actix_web::web;

pub(crate) use result::{draft, milliseconds, title};

use crate::failure::Failure;

/// Reads JUnit reports, one after the other, on a thread for long work: the others of this worker go on meanwhile.
/// A bad one refuses all, in words that begin with `at`.
pub(crate) async fn read(
    at: &'static str,
    reports: Vec<Vec<u8>>,
) -> Result<Vec<junit::Record>, Failure> {
    let read = move || {
        let mut reports = reports.iter();
        reports.try_fold(Vec::new(), |records, report| junit::read(report, records))
    };
    let read = web::block(read).await.map_err(|_| Failure::Internal)?;
    read.map_err(|defect: junit::Defect| Failure::Invalid(format!("{at} {defect}")))
}
