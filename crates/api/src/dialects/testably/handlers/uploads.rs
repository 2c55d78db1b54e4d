//! Results that CI jobs upload. The run is named in the body, so the body comes before the run.

use std::time::Instant;

use actix_web::HttpResponse;
use store::catalogue::CaseName;
use store::record::Incoming;

use super::super::translate::{Endpoint, Item};
use super::super::{translate, wire};
use super::run;
use crate::call::{self, Call};
use crate::failure::Failure;
use crate::reports;

/// `POST /v1/results`
pub(crate) async fn documented(call: Call) -> Result<HttpResponse, Failure> {
    upload(call, Endpoint::Documented).await
}

/// `POST /functions/v1/upload-ci-results`
pub(crate) async fn deployed(call: Call) -> Result<HttpResponse, Failure> {
    upload(call, Endpoint::Deployed).await
}

async fn upload(mut call: Call, endpoint: Endpoint) -> Result<HttpResponse, Failure> {
    let began = Instant::now();
    let mut body: wire::Upload = call.json().await?;
    let run = run(&call, translate::run_id(&body)?).await?;
    if body.dry_run == Some(true) {
        let answer = translate::dry_run(&run, began.elapsed());
        return call::ok(&wire::UploadAnswer::DryRun(answer));
    }
    let records = match translate::report(&mut body) {
        Some(report) => Some(reports::read("junit_xml", vec![report.into_bytes()]).await?),
        None => None,
    };
    let items = translate::items(endpoint, body, records)?;
    if endpoint == Endpoint::Deployed {
        let names: Vec<CaseName> = items.iter().map(|item| item.case.clone()).collect();
        let found = call.app.store.resolve_cases_of_run(&run, &names).await?;
        if let Some(refusal) = translate::unknown_ids(&items, &found) {
            return Ok(call::json(400, &refusal));
        }
    }
    let (ids, items) = items.into_iter().map(Item::incoming).unzip();
    let incoming = Incoming {
        run: &run,
        policy: endpoint.policy(),
        items,
    };
    let answers = call.app.store.record(&call.who, vec![incoming]).await?;
    let (status, body) = translate::uploaded(endpoint, ids, answers.into_iter().next())?;
    Ok(call::json(status, &wire::UploadAnswer::Uploaded(body)))
}
