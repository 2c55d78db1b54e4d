//! Test cases.

use actix_web::HttpResponse;
use domain::custom_field::{FieldRule, FieldSubject};
use store::Located;
use store::catalogue::CaseDetail;
use store::locate::Project;

use super::super::translate::CaseQuery;
use super::super::{translate, wire};
use super::folders::folder;
use super::{case, links, page, project};
use crate::body::Object;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `GET …/test-cases`: newest first. Nothing is archived. `minify` says nothing: no document says what it leaves out.
pub(crate) async fn list(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let page = page(&call)?;
    let query = CaseQuery {
        id: call.query("id"),
        folder_id: call.query("folder_id"),
        priority: call.query("priority"),
        case_type: call.query("case_type"),
        status: call.query("status"),
        owner: call.query("owner"),
        tags: call.query("tags"),
        issue_ids: call.query("issue_ids"),
        issue_type: call.query("issue_type"),
        created_after: call.query("created_after"),
        created_before: call.query("created_before"),
        updated_after: call.query("updated_after"),
        updated_before: call.query("updated_before"),
        archived: translate::flag(call.query("archived").as_deref()),
    };
    let store = &call.app.store;
    let named = translate::cases_named(query.id.as_deref())?;
    let known = store.resolve_cases(&project, &named).await?;
    let (entries, total) = match translate::case_filter(query, &known)? {
        Some(filter) => {
            let found = store.list_cases(&project, filter, page.range()).await?;
            (found.entries, found.total)
        }
        None => (Vec::new(), 0),
    };
    let folders = entries.iter().filter_map(|it| it.folder);
    let folders = store.folder_paths(&project, folders).await?;
    let cases = entries.into_iter();
    call::ok(&wire::Good::of(wire::Cases {
        test_cases: cases
            .map(|it| translate::listed_case(links(&call), project.number, &folders, it))
            .collect(),
        info: translate::info(page, total),
    }))
}

/// `POST …/folders/{folder}/test-cases`
pub(crate) async fn create(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let folder = folder(&call, &project).await?;
    let wire::CreateCase {
        test_case: Object(wire::Whole(test_case)),
    } = call.json().await?;
    let rules = rules(&call, &project, &test_case).await?;
    let new = translate::new_case(folder.number, &rules, test_case)?;
    let made = call.app.store.create_case(&call.who, &project, new).await?;
    answer(&call, &project, made.ok_or(Failure::NotFound(Noun::Folder)))
}

/// `GET …/test-cases/{case}`
pub(crate) async fn show(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    let detail = call.app.store.case_detail(&case).await?;
    answer(&call, &project, detail.ok_or(Failure::NotFound(Noun::Case)))
}

/// `PATCH …/test-cases/{case}`: what is left out stays.
pub(crate) async fn change(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    let wire::WriteCase { test_case } = call.json().await?;
    let rules = rules(&call, &project, &test_case.0).await?;
    let change = translate::case_change(&rules, test_case.0)?;
    let changed = call.app.store.change_case(&call.who, &case, change).await?;
    answer(
        &call,
        &project,
        changed.ok_or(Failure::NotFound(Noun::Case)),
    )
}

/// `DELETE …/test-cases/{case}`: results that runs have of it stay.
pub(crate) async fn delete(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    call.app.store.delete_case(&case).await?;
    call::ok(&wire::Good::of(wire::Nothing {}))
}

/// `POST …/test-cases/{case}/move`: into another folder of the project.
pub(crate) async fn relocate(mut call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    let change = translate::moved_to(&call.json().await?)?;
    let moved = call.app.store.change_case(&call.who, &case, change).await?;
    let no_folder = || Failure::Invalid("Invalid destination_folder_id".to_owned());
    let case = translate::case(links(&call), project.number, moved.ok_or_else(no_folder)?);
    call::ok(&wire::Good::of(wire::CaseBody::moved(&case)))
}

/// What the values of custom fields must be, if there are any.
pub(super) async fn rules(
    call: &Call,
    project: &Located<Project>,
    body: &wire::CaseFields,
) -> Result<Vec<FieldRule>, Failure> {
    if body
        .custom_fields
        .as_ref()
        .is_none_or(serde_json::Map::is_empty)
    {
        return Ok(Vec::new());
    }
    let store = &call.app.store;
    Ok(store.field_rules(project, FieldSubject::Case).await?)
}

fn answer(
    call: &Call,
    project: &Located<Project>,
    detail: Result<CaseDetail, Failure>,
) -> Result<HttpResponse, Failure> {
    let case = translate::case(links(call), project.number, detail?);
    call::ok(&wire::Good::of(wire::CaseBody::of(&case)))
}
