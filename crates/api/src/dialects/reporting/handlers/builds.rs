//! Starts, finishes and changes builds.

use actix_web::HttpResponse;
use domain::spelling;
use store::catalogue::MAX_TAGS;
use time::OffsetDateTime;

use super::super::{translate, wire};
use crate::call::{self, Call};
use crate::failure::{Failure, Lack};

/// `POST /ext/v1/builds/start`: a new build, or the running one that the identifier names.
pub(crate) async fn start(mut call: Call) -> Result<HttpResponse, Failure> {
    let body = call.json().await?;
    let (project, run) = translate::build(body, OffsetDateTime::now_utc())?;
    let store = &call.app.store;
    let made = store.create_run_in_named(&call.who, project, run).await?;
    let run = made.ok_or(Failure::Forbidden(Lack::Organization))?;
    call::ok(&wire::BuildStarted {
        success: true,
        build_hashed_id: spelling::hashed(run.opaque),
    })
}

/// `PUT /ext/v1/builds/:build/finish`: the first time stays, unless it lies before the start.
pub(crate) async fn finish(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let body = call.json().await?;
    let finished_at = translate::finish_build(body)?;
    call.app.store.finish_build(&run, finished_at).await?;
    call::ok(&wire::Done {
        success: true,
        message: "Build finished successfully.",
    })
}

/// `PATCH /ext/v1/builds/:build`: adds tags.
pub(crate) async fn update(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let body = call.json().await?;
    let tags = translate::added_tags(body)?;
    let added = call.app.store.add_tags(&run, tags).await?;
    if !added {
        let problem = format!("A build has at most {MAX_TAGS} tags");
        return Err(Failure::Invalid(problem));
    }
    call::ok(&wire::Done {
        success: true,
        // Without a full stop, as the vendor has it here.
        message: "Build updated successfully",
    })
}
