//! One hook with everything that is stored of it.

use actix_web::HttpResponse;
use domain::number::ConfigurationNumber;
use domain::spelling::{self, Kind};
use uuid::Uuid;

use super::super::translate;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET /api/verdict/hooks/{hook}`: by its UUID and `?run=`.
pub(crate) async fn show_hook(call: Call) -> Result<HttpResponse, Failure> {
    let missing = || Failure::NotFound(Noun::Hook);
    let id = Uuid::try_parse(call.path("hook")).map_err(|_| missing())?;
    let named = call
        .query("run")
        .ok_or_else(|| Failure::Invalid("to find a hook, name its run: ?run=…".to_owned()))?;
    let reference = spelling::parse(Kind::Run, &named).ok_or_else(missing)?;
    let store = &call.app.store;
    let run = store.locate_run(&call.who, reference).await?;
    let run = run.ok_or_else(missing)?;
    let found = store.hooks_of_run(&run, Some(id)).await?;
    let hook = found.into_iter().next().ok_or_else(missing)?;
    let numbers = hook.configuration.map(ConfigurationNumber::get);
    let numbers = numbers.into_iter().collect();
    let known = store.find_configurations(&call.who, numbers).await?;
    call::ok(&translate::shown_hook(&run, hook, known.into_iter().next()))
}
