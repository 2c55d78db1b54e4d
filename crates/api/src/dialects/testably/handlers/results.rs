//! Results of a run, by its rows.

use actix_web::HttpResponse;
use domain::spelling::RowReference;
use store::read::RowOrder;
use store::record::Incoming;

use super::super::{translate, wire};
use super::{page, run};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /v1/runs/:rid/results`: every row of the run, in run order.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call, call.path("run")).await?;
    let page = page(&call);
    let rows = call
        .app
        .store
        .rows_of_run(&run, RowOrder::OldestCase, Some(page.range()))
        .await?;
    let data = rows.entries.iter().map(|entry| translate::row(&run, entry));
    call::ok(&translate::list(page, rows.total, data))
}

/// `PUT /v1/runs/:rid/results/:id`: the caller becomes the tester.
pub(crate) async fn update(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call, call.path("run")).await?;
    let row = RowReference::parse(call.path("result"))
        .filter(|row| row.run == run.opaque)
        .ok_or(Failure::NotFound(Noun::Result))?;
    let known = call.app.store.row_of_run(&run, row.key).await?;
    let known = known.ok_or(Failure::NotFound(Noun::Result))?;
    let items = vec![translate::update(row, call.json().await?)?];
    translate::writable(&known)?;
    let incoming = Incoming {
        run: &run,
        policy: translate::SINGLE,
        items,
    };
    let answers = call.app.store.record(&call.who, vec![incoming]).await?;
    translate::receipt(answers.into_iter().next())?;
    let changed = call.app.store.row_of_run(&run, row.key).await?;
    let changed = changed.ok_or(Failure::NotFound(Noun::Result))?;
    call::ok(&wire::Data {
        data: translate::row(&run, &changed),
    })
}

/// `POST /v1/runs/:rid/results/bulk`
pub(crate) async fn bulk(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call, call.path("run")).await?;
    let (ids, items) = translate::bulk(call.json().await?)?;
    let incoming = Incoming {
        run: &run,
        policy: translate::BULK,
        items,
    };
    let answers = call.app.store.record(&call.who, vec![incoming]).await?;
    let (status, body) = translate::bulk_done(ids, answers.into_iter().next())?;
    Ok(call::json(status, &body))
}
