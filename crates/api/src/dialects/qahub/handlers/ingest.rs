//! A whole run in one request: the way that pipelines take.

use actix_web::HttpResponse;
use time::OffsetDateTime;

use super::super::translate;
use super::project;
use crate::call::{self, Call};
use crate::failure::Failure;

/// `POST /api/v1/ingest`
pub(crate) async fn ingest(mut call: Call) -> Result<HttpResponse, Failure> {
    let translate::IngestPlan {
        project: reference,
        run,
        named,
        items,
    } = translate::ingest(call.json().await?, OffsetDateTime::now_utc())?;
    let project = project(&call, reference).await?;
    let store = &call.app.store;
    let (run, recorded) = store
        .record_new_run(&call.who, &project, run, translate::POLICY, items)
        .await?;
    let (status, body) = translate::uploaded(&run, named, recorded)?;
    Ok(call::json(status, &body))
}
