//! Many test cases at once: all that are named, or none.

use actix_web::HttpResponse;
use domain::number::CaseNumber;
use store::Located;
use store::locate::Project;

use super::super::{translate, wire};
use super::cases::rules;
use super::project;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `PATCH …/test-cases`
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let wire::WriteCases { ids, test_case } = call.json().await?;
    let rules = rules(&call, &project, &test_case.0).await?;
    let change = translate::change_of_many(&rules, test_case.0)?;
    let cases = cases(&call, &project, ids).await?;
    let store = &call.app.store;
    let found = store
        .change_cases(&call.who, &project, &cases, change)
        .await?;
    answer(found)
}

/// `DELETE …/test-cases`: results that runs have of them stay.
pub(crate) async fn delete(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let wire::DeleteCases { ids } = call.json().await?;
    let cases = cases(&call, &project, ids).await?;
    let found = call.app.store.delete_cases(&project, &cases).await?;
    answer(found)
}

/// The cases that a body names. The vendor's server answers 404 for all if one of them is not there.
async fn cases(
    call: &Call,
    project: &Located<Project>,
    ids: Vec<wire::CaseId>,
) -> Result<Vec<CaseNumber>, Failure> {
    let names = translate::cases_to_write(ids)?;
    let found = call.app.store.resolve_cases(project, &names).await?;
    let found: Option<_> = found.into_iter().collect();
    found.ok_or(Failure::NotFound(Noun::Case))
}

fn answer(found: bool) -> Result<HttpResponse, Failure> {
    if found {
        call::ok(&wire::Good::of(wire::Nothing {}))
    } else {
        Err(Failure::NotFound(Noun::Case))
    }
}
