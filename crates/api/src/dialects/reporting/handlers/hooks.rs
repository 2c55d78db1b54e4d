//! Starts and finishes hooks.

use actix_web::HttpResponse;
use domain::submission::Refusal;
use store::Located;
use store::locate::Run;
use uuid::Uuid;

use super::super::{translate, wire};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `POST /ext/v1/builds/:build/hooks/start`: refused in a finished build, as tests are.
pub(crate) async fn start(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let body = call.json().await?;
    let hook = translate::start_hook(body, call.who.user)?;
    if let Some(test) = hook.attempt {
        is_of_build(&call, &run, test).await?;
    }
    let started = call.app.store.start_hook(&call.who, &run, hook);
    let uuid = started.await?.map_err(Failure::Refused)?;
    call::ok(&wire::Started {
        success: true,
        uuid: uuid.to_string(),
    })
}

/// `PUT /ext/v1/builds/:build/hooks/:uuid/finish`: the last word wins, whenever it comes.
pub(crate) async fn finish(mut call: Call) -> Result<HttpResponse, Failure> {
    let missing = || Failure::NotFound(Noun::Hook);
    let run = super::run(&call).await?;
    let id = Uuid::try_parse(call.path("hook")).map_err(|_| missing())?;
    let store = call.app.store.clone();
    let known = store.hooks_of_run(&run, Some(id)).await?;
    let known = known.into_iter().next().ok_or_else(missing)?;
    let body = call.json().await?;
    let end = translate::finish_hook(body, known, call.who.user)?;
    let ended = store.finish_hook(&call.who, &run, id, end).await?;
    ended.map_err(|refusal| match refusal {
        Refusal::UnknownAttempt => missing(),
        other => Failure::Refused(other),
    })?;
    call::ok(&wire::Done {
        success: true,
        message: "Hook run updated successfully.",
    })
}

/// A hook belongs to a test that was started in its own build. If that is taken away later, the hook stays.
async fn is_of_build(call: &Call, run: &Located<Run>, test: Uuid) -> Result<(), Failure> {
    let known = call.app.store.attempts_of_run(run, Some(test)).await?;
    let unknown = || Failure::Invalid("test_run_id is no test run of this build".to_owned());
    known.first().map(|_| ()).ok_or_else(unknown)
}
