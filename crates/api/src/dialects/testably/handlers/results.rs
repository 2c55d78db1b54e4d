//! One function for each route: translate in, one call, translate out.

use actix_web::HttpResponse;
use domain::spelling::{self, Kind, RowReference};
use store::Located;
use store::locate::Run;
use store::record::Incoming;

use super::{translate, wire};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

async fn run(call: &Call) -> Result<Located<Run>, Failure> {
    let reference =
        spelling::parse(Kind::Run, call.path("run")).ok_or(Failure::NotFound(Noun::Run))?;
    call.app
        .store
        .locate_run(&call.who, reference)
        .await?
        .ok_or(Failure::NotFound(Noun::Run))
}

/// `GET /v1/runs/:rid/results`: every row of the run, in run order.
pub(super) async fn list_results(call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let page = translate::page(
        call.query("page").as_deref(),
        call.query("per_page").as_deref(),
    );
    let rows = call.app.store.rows_of_run(&run, Some(page.range())).await?;
    call::ok(&wire::List {
        data: rows
            .entries
            .iter()
            .map(|entry| translate::row(&run, entry))
            .collect(),
        meta: wire::Meta {
            total: rows.total,
            page: page.page,
            per_page: page.size,
        },
    })
}

/// `PUT /v1/runs/:rid/results/:id`: the caller becomes the tester.
pub(super) async fn update_result(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let row = RowReference::parse(call.path("result"))
        .filter(|row| row.run == run.opaque)
        .ok_or(Failure::NotFound(Noun::Result))?;
    let known = call.app.store.row_of_run(&run, row.key).await?;
    known.ok_or(Failure::NotFound(Noun::Result))?;
    let items = vec![translate::update(row, call.json().await?)?];
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
pub(super) async fn upload_results(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let (ids, items) = translate::upload(call.json().await?)?;
    let incoming = Incoming {
        run: &run,
        policy: translate::BULK,
        items,
    };
    let answers = call.app.store.record(&call.who, vec![incoming]).await?;
    let (status, body) = translate::uploaded(ids, answers.into_iter().next())?;
    Ok(call::json(status, &body))
}
