//! Get Results.

use actix_web::HttpResponse;
use domain::spelling::{self, Kind};
use store::locate::Run;
use store::read::RowOrder;
use store::{Located, Scope};
use time::OffsetDateTime;

use super::super::{token, translate, wire};
use crate::call::{self, Call};
use crate::failure::{Failure, Lack, Noun};

/// `GET /api/result/{run_id}`: of any run, be it one that no plan started.
pub(crate) async fn get_results(call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let store = &call.app.store;
    let rows = store
        .rows_of_run(&run, RowOrder::OldestCase, None)
        .await?
        .entries;
    let plan = store.plan_of(&run).await?;
    let numbers = translate::configurations_of(&rows);
    let known = store.find_configurations(&call.who, numbers).await?;
    let facts = translate::Facts {
        run: &run,
        plan: plan.as_ref(),
        rows: &rows,
        configurations: &known,
        now: OffsetDateTime::now_utc(),
        public_url: &call.app.public_url,
    };
    call::ok(&wire::Answer {
        result: translate::run_result(&facts),
    })
}

/// The run, for a key that may read or brings the run's token. Any other key learns nothing: an
/// unknown run and a wrong token are one 403.
async fn run(call: &Call) -> Result<Located<Run>, Failure> {
    let store = &call.app.store;
    let reference = spelling::parse(Kind::Run, call.path("run"));
    if call.who.may(Scope::Read) {
        let reference = reference.ok_or(Failure::NotFound(Noun::Run))?;
        let found = store.locate_run(&call.who, reference).await?;
        return found.ok_or(Failure::NotFound(Noun::Run));
    }
    let (Some(reference), Some(sent)) = (reference, call.query("read_token")) else {
        return Err(Failure::Forbidden(Lack::Scope(Scope::Read)));
    };
    let digest = token::digest(&sent);
    let found = store.locate_run_by_token(&call.who, reference, digest);
    found
        .await?
        .ok_or(Failure::Forbidden(Lack::Scope(Scope::Read)))
}
