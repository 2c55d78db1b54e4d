//! One result with everything that is stored of it.

use actix_web::HttpResponse;
use domain::case::RowKey;
use domain::number::Seq;
use domain::spelling;
use domain::status::Status;
use store::Located;
use store::catalogue::Configuration;
use store::locate::Run;
use store::read::Attempt;
use uuid::Uuid;

use super::super::translate::{self, Shown};
use super::named::{Named, named};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /api/verdict/results/{result}`: by integer id, by the row that shows it, or by the id of its attempt
/// and `?run=`.
pub(crate) async fn show_result(call: Call) -> Result<HttpResponse, Failure> {
    let (run, named) = named(&call).await?;
    match named {
        Named::At(seq) => at(&call, &run, seq).await,
        Named::Row(key) => in_row(&call, &run, key).await,
        Named::Attempt(id) => of_attempt(&call, &run, id).await,
    }
}

/// The result at a place of the run.
async fn at(call: &Call, run: &Located<Run>, seq: Seq) -> Result<HttpResponse, Failure> {
    let store = &call.app.store;
    let found = store.result_around(run, seq).await?;
    let entry = found.ok_or(Failure::NotFound(Noun::Result))?;
    let seq = entry.recorded.seq;
    let attempt = store.attempt_at(run, seq).await?;
    call::ok(&translate::shown(Shown {
        run,
        key: entry.key,
        case_title: entry.case.title,
        configuration: configuration(call, entry.key).await?,
        // A result that was not reported as an attempt has an id where attempts are listed, too.
        attempt: Some(attempt.unwrap_or_else(|| spelling::attempt_uuid(run.opaque, seq))),
        email: Some(entry.author.email),
        seq: Some(seq),
        recorded_at: Some(entry.recorded.recorded_at),
        status: entry.recorded.outcome.status,
        outcome: Some(&entry.recorded.outcome),
    }))
}

/// What a row shows, be it nothing yet.
async fn in_row(call: &Call, run: &Located<Run>, key: RowKey) -> Result<HttpResponse, Failure> {
    let found = call.app.store.row_of_run(run, key).await?;
    let row = found.ok_or(Failure::NotFound(Noun::Result))?;
    if let Some((recorded, _)) = &row.shown {
        return at(call, run, recorded.seq).await;
    }
    call::ok(&translate::shown(Shown {
        run,
        key,
        status: row.status().into(),
        case_title: row.case.title,
        configuration: configuration(call, key).await?,
        attempt: None,
        email: None,
        seq: None,
        recorded_at: None,
        outcome: None,
    }))
}

async fn of_attempt(call: &Call, run: &Located<Run>, id: Uuid) -> Result<HttpResponse, Failure> {
    let attempts = call.app.store.attempts_of_run(run, Some(id)).await?;
    let Some(attempt) = attempts.into_iter().next() else {
        let seq = spelling::attempt_seq(run.opaque, id);
        return at(call, run, seq.ok_or(Failure::NotFound(Noun::Result))?).await;
    };
    match attempt.seq {
        Some(seq) => at(call, run, seq).await,
        None => open(call, run, attempt).await,
    }
}

/// An attempt that has not ended: what its start said.
async fn open(call: &Call, run: &Located<Run>, attempt: Attempt) -> Result<HttpResponse, Failure> {
    let row = call.app.store.row_of_run(run, attempt.key).await?;
    call::ok(&translate::shown(Shown {
        run,
        key: attempt.key,
        case_title: row.map(|row| row.case.title).unwrap_or_default(),
        configuration: configuration(call, attempt.key).await?,
        attempt: Some(attempt.id),
        email: None,
        seq: None,
        recorded_at: Some(attempt.created_at),
        status: Status::InProgress.into(),
        outcome: Some(&attempt.start),
    }))
}

async fn configuration(call: &Call, key: RowKey) -> Result<Option<Configuration>, Failure> {
    let Some(number) = key.configuration else {
        return Ok(None);
    };
    let store = &call.app.store;
    let known = store
        .find_configurations(&call.who, vec![number.get()])
        .await?;
    Ok(known.into_iter().next())
}
