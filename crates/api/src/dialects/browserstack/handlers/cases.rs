//! Test cases.

use actix_web::HttpResponse;

use super::super::{translate, wire};
use super::folders::folder;
use super::{case, links, project};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `POST …/folders/{folder}/test-cases`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let folder = folder(&call, &project).await?;
    let new = translate::new_case(folder.number, call.json().await?)?;
    let made = call.app.store.create_case(&call.who, &project, new).await?;
    let made = made.ok_or(Failure::NotFound(Noun::Folder))?;
    let case = translate::case(links(&call), project.number, made);
    call::ok(&wire::Good::of(wire::CaseBody::of(&case)))
}

/// `GET …/test-cases/{case}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    let detail = call.app.store.case_detail(&case).await?;
    let detail = detail.ok_or(Failure::NotFound(Noun::Case))?;
    let case = translate::case(links(&call), project.number, detail);
    call::ok(&wire::Good::of(wire::CaseBody::of(&case)))
}
