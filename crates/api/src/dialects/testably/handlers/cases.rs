//! Test cases of a project.

use actix_web::HttpResponse;
use domain::spelling::{Kind, Reference, parse};
use store::Located;
use store::locate::{Case, Project};

use super::super::translate::{self, Filters};
use super::super::wire;
use super::{page, project};
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

async fn case(call: &Call, project: &Located<Project>) -> Result<Located<Case>, Failure> {
    let missing = || Failure::NotFound(Noun::Case);
    let id = call.path("case");
    let named = if let Some(reference) = parse(Kind::Case, id) {
        reference
    } else {
        // `MOB-7`, as the uploads have it.
        let names = translate::case_names(&[id.to_owned()]).map_err(|_| missing())?;
        let found = call.app.store.resolve_cases(project, &names).await?;
        let number = found.into_iter().flatten().next().ok_or_else(missing)?;
        Reference::Number(number.get())
    };
    let found = call.app.store.locate_case(project, named).await?;
    found.filter(|it| it.catalogued).ok_or_else(missing)
}

fn unknown_folder() -> Failure {
    Failure::Invalid("folder_id could not be found in this project".to_owned())
}

/// `GET /v1/projects/:pid/test-cases`: newest first.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let page = page(&call);
    let filter = translate::filter(Filters {
        folder_id: call.query("folder_id"),
        priority: call.query("priority"),
        kind: call.query("type"),
        search: call.query("search"),
    })?;
    let (total, entries) = match filter {
        None => (0, Vec::new()),
        Some(filter) => {
            let store = &call.app.store;
            let found = store.list_cases(&project, filter, page.range()).await?;
            (found.total, found.entries)
        }
    };
    let cases = entries.into_iter().map(|it| translate::case(&project, it));
    call::ok(&translate::list(page, total, cases))
}

/// `GET /v1/projects/:pid/test-cases/:id`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    let detail = call.app.store.case_detail(&case).await?;
    let detail = detail.ok_or(Failure::NotFound(Noun::Case))?;
    let data = translate::case_detail(&project, detail);
    call::ok(&wire::Data { data })
}

/// `POST /v1/projects/:pid/test-cases`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let new = translate::new_case("", call.json().await?)?;
    let made = call.app.store.create_case(&call.who, &project, new).await?;
    let data = translate::case_detail(&project, made.ok_or_else(unknown_folder)?);
    Ok(call::json(201, &wire::Data { data }))
}

/// `POST /v1/projects/:pid/test-cases/bulk`: all of them or none.
pub(crate) async fn create_many(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let new = translate::new_cases(call.json().await?)?;
    let store = &call.app.store;
    let made = store.create_cases(&call.who, &project, new).await?;
    let data = translate::created_cases(made.ok_or_else(unknown_folder)?);
    Ok(call::json(201, &wire::Data { data }))
}

/// `PATCH /v1/projects/:pid/test-cases/:id`
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    let change = translate::change_case(call.json().await?)?;
    let store = &call.app.store;
    let changed = store.change_case(&call.who, &case, change.clone()).await?;
    let data = translate::changed_case(&change, changed.ok_or_else(unknown_folder)?);
    call::ok(&wire::Data { data })
}

/// `DELETE /v1/projects/:pid/test-cases/:id`: results stay in their runs.
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    call.app.store.delete_case(&case).await?;
    call::ok(&wire::Deleted {
        message: "Test case deleted successfully",
    })
}
