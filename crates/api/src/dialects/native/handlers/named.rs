//! The result that a path names, in any of three ways.

use domain::case::RowKey;
use domain::number::Seq;
use domain::spelling::{self, Kind};
use store::Located;
use store::locate::Run;
use uuid::Uuid;

use super::super::translate::{self, Reference};
use crate::call::Call;
use crate::failure::{Failure, Noun};

/// A result of a run, as it was named.
pub(super) enum Named {
    /// By its place in the run.
    At(Seq),
    /// By the row that shows it.
    Row(RowKey),
    /// By the attempt that it is the end of.
    Attempt(Uuid),
}

/// The run, which is there, and the result in it, which need not be.
pub(super) async fn named(call: &Call) -> Result<(Located<Run>, Named), Failure> {
    let missing = || Failure::NotFound(Noun::Result);
    let (run, named) = match translate::reference(call.path("result")).ok_or_else(missing)? {
        Reference::Number(number) => {
            let (run, seq) = number.split().ok_or_else(missing)?;
            (spelling::Reference::Number(run.get()), Named::At(seq))
        }
        Reference::Row(row) => (spelling::Reference::Opaque(row.run), Named::Row(row.key)),
        Reference::Attempt(id) => {
            let run = call.query("run").ok_or_else(|| {
                Failure::Invalid("to find an attempt, name its run: ?run=…".to_owned())
            })?;
            let run = spelling::parse(Kind::Run, &run).ok_or_else(missing)?;
            (run, Named::Attempt(id))
        }
    };
    let found = call.app.store.locate_run(&call.who, run).await?;
    Ok((found.ok_or_else(missing)?, named))
}

/// The row that the result belongs to.
pub(super) async fn row(call: &Call, run: &Located<Run>, named: Named) -> Result<RowKey, Failure> {
    let missing = || Failure::NotFound(Noun::Result);
    let store = &call.app.store;
    let seq = match named {
        Named::Row(key) => {
            let row = store.row_of_run(run, key).await?;
            return row.map(|row| row.key).ok_or_else(missing);
        }
        Named::Attempt(id) => {
            let attempts = store.attempts_of_run(run, Some(id)).await?;
            match attempts.into_iter().next() {
                Some(attempt) => return Ok(attempt.key),
                None => spelling::attempt_seq(run.opaque, id).ok_or_else(missing)?,
            }
        }
        Named::At(seq) => seq,
    };
    let result = store.result_around(run, seq).await?;
    result.map(|it| it.key).ok_or_else(missing)
}
