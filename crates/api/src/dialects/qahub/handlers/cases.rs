//! Test cases.

use actix_web::HttpResponse;
use domain::spelling::{self, Kind};
use store::Located;
use store::locate::{Case, Project, ProjectOrder};

use super::super::{translate, wire};
use super::{page, project};
use crate::call::{self, Call};
use crate::failure::{Failure, Lack, Noun};

/// `GET /api/v1/cases?project_id=&status=`, newest first.
pub(crate) async fn list_cases(call: Call) -> Result<HttpResponse, Failure> {
    let within = match call.query("project_id") {
        Some(id) => Some(project(&call, spelling::parse(Kind::Project, &id)).await?),
        None => None,
    };
    let filter = translate::case_filter(call.query("status").as_deref())?;
    let page = page(&call);
    let store = &call.app.store;
    let cases = match &within {
        Some(project) => store.list_cases(project, filter, page).await?,
        None => {
            store
                .list_cases_of_organization(&call.who, filter, page)
                .await?
        }
    };
    call::ok(&wire::List {
        pagination: Some(translate::pagination(page, cases.total)),
        data: cases.entries.into_iter().map(translate::case).collect(),
    })
}

/// `POST /api/v1/cases`
pub(crate) async fn create_case(mut call: Call) -> Result<HttpResponse, Failure> {
    let translate::CasePlan {
        project: named,
        case,
    } = translate::new_case(call.json().await?)?;
    let project = match named {
        Some(id) => project(&call, spelling::parse(Kind::Project, &id)).await?,
        None => project_of_nobody(&call).await?,
    };
    let store = &call.app.store;
    let made = store.create_case(&call.who, &project, case).await?;
    // No folder was named, so none is missing.
    let data = translate::case(made.ok_or(Failure::Internal)?);
    Ok(call::json(201, &wire::Data { data }))
}

/// `GET /api/v1/cases/{id}`, by id or code.
pub(crate) async fn show_case(call: Call) -> Result<HttpResponse, Failure> {
    let case = case(&call).await?;
    let detail = call.app.store.case_detail(&case).await?;
    let data = translate::case(detail.ok_or(Failure::NotFound(Noun::Case))?);
    call::ok(&wire::Data { data })
}

/// `PATCH /api/v1/cases/{id}`
pub(crate) async fn change_case(mut call: Call) -> Result<HttpResponse, Failure> {
    let missing = || Failure::NotFound(Noun::Case);
    let case = case(&call).await?;
    let before = call.app.store.case_detail(&case).await?;
    let before = before.ok_or_else(missing)?;
    let change = translate::case_change(&before, call.json().await?)?;
    let changed = call.app.store.change_case(&call.who, &case, change).await?;
    let data = translate::case(changed.ok_or_else(missing)?);
    call::ok(&wire::Data { data })
}

/// `DELETE /api/v1/cases/{id}`
pub(crate) async fn delete_case(call: Call) -> Result<HttpResponse, Failure> {
    let case = case(&call).await?;
    call.app.store.delete_case(&case).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The case that the path names. One that only results name is none: its id is shown nowhere.
async fn case(call: &Call) -> Result<Located<Case>, Failure> {
    let missing = || Failure::NotFound(Noun::Case);
    let reference = spelling::parse(Kind::Case, call.path("case")).ok_or_else(missing)?;
    let store = &call.app.store;
    let found = store.locate_case_and_project(&call.who, reference).await?;
    let (_, case) = found.ok_or_else(missing)?;
    Some(case)
        .filter(|case| case.catalogued)
        .ok_or_else(missing)
}

/// Where a case goes that names no project: the vendor's cases need none, ours do. The only project that the key
/// sees takes it, so that results of that project can name it; with several, or none, one of its own does.
async fn project_of_nobody(call: &Call) -> Result<Located<Project>, Failure> {
    let store = &call.app.store;
    let two = store::locate::Page { skip: 0, take: 2 };
    let order = ProjectOrder::NewestFirst;
    let mut seen = store.list_projects(&call.who, order, two).await?.entries;
    if let (Some(only), true) = (seen.pop(), seen.is_empty()) {
        return Ok(only);
    }
    let own = translate::unassigned_project()?;
    let found = store.find_or_create_project(&call.who, own).await?;
    found.ok_or(Failure::Forbidden(Lack::Organization))
}
