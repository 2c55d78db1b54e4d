//! Results of a run.

use actix_web::HttpResponse;
use store::read::RowOrder;
use store::record::Incoming;

use super::super::{translate, wire};
use super::{asked_page, run};
use crate::call::{self, Call};
use crate::failure::Failure;

/// `GET /api/v1/runs/{id}/results`: "all result rows"; a page of them only if one is asked for.
pub(crate) async fn list_results(call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let page = asked_page(&call);
    let rows = call
        .app
        .store
        .rows_of_run(&run, RowOrder::OldestCase, page)
        .await?;
    call::ok(&wire::List {
        data: rows
            .entries
            .iter()
            .map(|entry| translate::row(&run, entry))
            .collect(),
        pagination: page.map(|page| translate::pagination(page, rows.total)),
    })
}

/// `POST /api/v1/runs/{id}/results`
pub(crate) async fn upsert_results(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let body = call.bytes().await?;
    let (named, items) = translate::upload(call.read(&body)?);
    let incoming = Incoming {
        run: &run,
        policy: translate::POLICY,
        items,
    };
    let store = &call.app.store;
    let recorded = store.record_and_name(&call.who, vec![incoming]).await?;
    let (status, body) = translate::uploaded(&run, named, recorded.into_iter().next())?;
    Ok(call::json(status, &body))
}
