//! Takes lines of logs.

use actix_web::HttpResponse;
use domain::submission::Refusal;

use super::super::{translate, wire};
use crate::call::{self, Call};
use crate::failure::Failure;

/// `POST /ext/v1/builds/:build/logs`: all of them, or none.
pub(crate) async fn add(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let body = call.json().await?;
    let lines = translate::logs(body)?;
    let added = call.app.store.add_logs(&call.who, &run, lines).await?;
    added.map_err(|refusal| {
        if refusal == Refusal::UnknownAttempt {
            let problem = "A test_run_uuid or hook_run_uuid is none of this build";
            return Failure::Invalid(problem.to_owned());
        }
        Failure::Refused(refusal)
    })?;
    call::ok(&wire::Done {
        success: true,
        message: "Logs ingested successfully.",
    })
}
