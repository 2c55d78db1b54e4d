//! Starts a plan or a test: a run is made, and others fill it.

use actix_web::HttpResponse;
use domain::spelling::{self, Kind, Reference};
use store::Located;
use store::catalogue::NewRun;
use store::locate::Project;
use time::OffsetDateTime;

use super::super::{token, translate, wire};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `POST /api/plan/{plan_id}/execute`
pub(crate) async fn plan(mut call: Call) -> Result<HttpResponse, Failure> {
    let missing = Failure::NotFound(Noun::Plan);
    let Some(Reference::Opaque(id)) = spelling::parse(Kind::Plan, call.path("plan")) else {
        return Err(missing);
    };
    let store = &call.app.store;
    let found = store.locate_plan(&call.who, id.uuid()).await?;
    let plan = found.ok_or(Failure::NotFound(Noun::Plan))?;
    let project = store.project_of_plan(&call.who, &plan).await?;
    let project = project.ok_or(missing)?;
    translate::execute(&call.bytes().await?)?;
    let token = token::made_up()?;
    let started = translate::Started {
        at: OffsetDateTime::now_utc(),
        read_token: token::digest(&token),
    };
    let new = translate::run_of_plan(plan.into_inner(), started)?;
    start(&call, &project, new, token).await
}

/// `POST /api/test/{test_id}/execute`
pub(crate) async fn test(mut call: Call) -> Result<HttpResponse, Failure> {
    let missing = Failure::NotFound(Noun::Case);
    let Some(id) = spelling::parse(Kind::Case, call.path("test")) else {
        return Err(missing);
    };
    let store = &call.app.store;
    let found = store.locate_case_and_project(&call.who, id).await?;
    let (project, case) = found.ok_or(missing)?;
    translate::execute(&call.bytes().await?)?;
    let token = token::made_up()?;
    let started = translate::Started {
        at: OffsetDateTime::now_utc(),
        read_token: token::digest(&token),
    };
    let new = translate::run_of_test(case.into_inner(), started)?;
    start(&call, &project, new, token).await
}

async fn start(
    call: &Call,
    project: &Located<Project>,
    new: NewRun,
    read_token: String,
) -> Result<HttpResponse, Failure> {
    let run = call.app.store.create_run(&call.who, project, new).await?;
    call::ok(&wire::Answer {
        result: wire::Executed {
            id: run.opaque.uuid().to_string(),
            read_token,
        },
    })
}
