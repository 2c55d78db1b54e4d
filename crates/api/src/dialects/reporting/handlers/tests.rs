//! Starts and finishes tests.

use actix_web::HttpResponse;
use store::record::{Incoming, IncomingItem};
use uuid::Uuid;

use super::super::{translate, wire};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `POST /ext/v1/builds/:build/tests/start`: it would reopen a finished build, so it is refused there.
pub(crate) async fn start(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let body = call.json().await?;
    let attempt = translate::start_test(body, call.who.user)?;
    let started = call.app.store.start_attempt(&call.who, &run, attempt);
    let uuid = started.await?.map_err(Failure::Refused)?;
    call::ok(&wire::Started {
        success: true,
        uuid: uuid.to_string(),
    })
}

/// `PUT /ext/v1/builds/:build/tests/:uuid/finish`: the last word wins, whenever it comes.
pub(crate) async fn finish(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = super::run(&call).await?;
    let attempt =
        Uuid::try_parse(call.path("uuid")).map_err(|_| Failure::NotFound(Noun::Attempt))?;
    let store = call.app.store.clone();
    let known = store.attempts_of_run(&run, Some(attempt)).await?;
    let known = known.into_iter().next();
    let known = known.ok_or(Failure::NotFound(Noun::Attempt))?;
    let body = call.json().await?;
    let draft = translate::finish_test(body, &known.start)?;
    let incoming = Incoming {
        run: &run,
        policy: translate::FINISH,
        items: vec![IncomingItem::Finish {
            attempt,
            draft: Box::new(draft),
        }],
    };
    let answers = store.record(&call.who, vec![incoming]).await?;
    call::ok(&translate::receipt(answers.into_iter().next())?)
}
