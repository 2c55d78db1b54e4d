//! Seals of runs: what a client says a run will get, and the receipt of what it got.

use std::convert::Infallible;

use actix_web::HttpResponse;
use actix_web::http::header::ContentType;
use actix_web::web::Bytes;
use domain::spelling::{self, Kind};
use futures::stream;
use store::Located;
use store::locate::Run;
use store::seal::{Announced, MOST_ROWS, NewSeal, SealedRun, Sealing};
use time::OffsetDateTime;

use super::super::translate::{self, Announcement, SealDraft};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};
use crate::room::Held;

/// `PUT /api/verdict/runs/{run}/seal`: seals the run, or seals it anew.
pub(crate) async fn put_seal(mut call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let SealDraft {
        announced,
        deadline,
    } = translate::seal(call.json().await?)?;
    let announced = announced_rows(&call, &run, announced).await?;
    let seal = NewSeal {
        announced,
        deadline,
    };
    let sealed = call.app.store.seal_run(&call.who, &run, seal).await?;
    match sealed {
        Sealing::Sealed(run) => receipt(&call, &run).await,
        Sealing::TooMany => Err(too_many()),
        Sealing::Gone(cases) => Err(translate::gone(&cases)),
    }
}

/// `GET /api/verdict/runs/{run}/seal`
pub(crate) async fn show_seal(call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    receipt(&call, &run).await
}

/// `GET /api/verdict/runs/{run}/seal/lines`
pub(crate) async fn show_lines(call: Call) -> Result<HttpResponse, Failure> {
    let run = run(&call).await?;
    let sealed = sealed(&call, &run).await?;
    // All are of one moment, so they wait in memory for whoever reads them slowly.
    let held = call.hold_answer(size_of_val(sealed.shown.as_slice()))?;
    let pieces = held_with(held, translate::lines(sealed));
    let mut answer = HttpResponse::Ok();
    answer.content_type(ContentType::plaintext());
    Ok(answer.streaming(stream::iter(pieces)))
}

/// The lines, with the room that they take up: both are given back when the answer was sent, or its client went away.
fn held_with(
    held: Held,
    lines: impl Iterator<Item = String>,
) -> impl Iterator<Item = Result<Bytes, Infallible>> {
    lines.map(move |text| {
        let _held = &held;
        Ok(Bytes::from(text))
    })
}

fn too_many() -> Failure {
    Failure::Invalid(format!("test_cases may name at most {MOST_ROWS} rows"))
}

async fn run(call: &Call) -> Result<Located<Run>, Failure> {
    let missing = || Failure::NotFound(Noun::Run);
    let reference = spelling::parse(Kind::Run, call.path("run")).ok_or_else(missing)?;
    let found = call.app.store.locate_run(&call.who, reference).await?;
    found.ok_or_else(missing)
}

async fn announced_rows(
    call: &Call,
    run: &Located<Run>,
    announced: Announcement,
) -> Result<Announced, Failure> {
    let cases = match announced {
        Announcement::Results(results) => return Ok(Announced::Results(results)),
        Announcement::Cases(cases) => cases,
    };
    let store = &call.app.store;
    let names: Vec<_> = cases.iter().map(|it| it.case.clone()).collect();
    let found = store.resolve_cases_of_run(run, &names).await?;
    let numbers = translate::configurations_of(&cases);
    let known = store.find_configurations(&call.who, numbers).await?;
    translate::rows(cases, found, &known).map(Announced::Rows)
}

async fn receipt(call: &Call, run: &Located<Run>) -> Result<HttpResponse, Failure> {
    let sealed = sealed(call, run).await?;
    call::ok(&translate::receipt(run, sealed, OffsetDateTime::now_utc()))
}

async fn sealed(call: &Call, run: &Located<Run>) -> Result<SealedRun, Failure> {
    let sealed = call.app.store.sealed_run(run).await?;
    sealed.ok_or(Failure::NotFound(Noun::Seal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::room::Room;

    #[test]
    fn lines_keep_their_room_until_they_are_sent_or_given_up() {
        let room = Room::of(0, 10, 0);
        let mut held = room.hold();
        held.grow(10).unwrap();
        let mut lines = held_with(held, ["a".to_owned(), "b".to_owned()].into_iter());
        assert!(lines.next().is_some());
        assert!(room.hold().grow(1).is_err());
        drop(lines);
        assert!(room.hold().grow(10).is_ok());
    }
}
