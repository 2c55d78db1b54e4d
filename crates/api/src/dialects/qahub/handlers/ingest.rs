//! A whole run in one request: the way that pipelines take.

use actix_web::HttpResponse;
use domain::submission::Answer;
use store::record::{Home, RecordedRun};
use time::OffsetDateTime;

use super::super::translate;
use super::project;
use crate::call::{self, Call};
use crate::failure::Failure;

/// `POST /api/v1/ingest`
pub(crate) async fn ingest(mut call: Call) -> Result<HttpResponse, Failure> {
    let body = call.bytes().await?;
    let translate::IngestPlan {
        project: reference,
        run,
        named,
        items,
    } = translate::ingest(call.read(&body)?, OffsetDateTime::now_utc())?;
    let project = project(&call, reference).await?;
    let home = Home::Located(&project);
    let store = &call.app.store;
    let made = store.record_new_run(&call.who, home, run, translate::POLICY, items);
    let RecordedRun { run, recorded } = made.await?.ok_or(Failure::Internal)?;
    if let Answer::Refused { reason, items: _ } = recorded.answer {
        return Err(Failure::Refused(reason));
    }
    let run = run.ok_or(Failure::Internal)?;
    let (status, body) = translate::uploaded(&run, named, Some(recorded))?;
    Ok(call::json(status, &body))
}
