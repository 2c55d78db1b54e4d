//! A whole run in one request.

use domain::patch::Patch;
use domain::run_state::RunState;
use domain::spelling::{self, Kind, Reference};
use domain::text::Text;
use store::catalogue::NewRun;
use store::record::NewRunItem;
use time::OffsetDateTime;

use super::super::wire::{Ingest, Item};
use super::item::{Named, Said, bad, given, read, row, string};
use super::run::{NAME_CHARS, case_name};
use super::tag::code_in_title;
use crate::failure::Failure;
use crate::{fields, times};

/// A run to be made with its results, before its project is looked up.
#[derive(Debug)]
pub(crate) struct IngestPlan<'a> {
    /// `None` if the id is of no form a project's id has.
    pub(crate) project: Option<Reference>,
    pub(crate) run: NewRun,
    /// How each item named its case.
    pub(crate) named: Vec<Named<'a>>,
    pub(crate) items: Vec<NewRunItem>,
}

/// The run is over at once: nothing says when more results would come (reading).
pub(crate) fn ingest(body: Ingest<'_>, now: OffsetDateTime) -> Result<IngestPlan<'_>, Failure> {
    let Ingest {
        project_id,
        run_name,
        environment,
        framework,
        results,
    } = body;
    let project =
        project_id.ok_or_else(|| Failure::Invalid("project_id is required".to_owned()))?;
    let name = run_name.unwrap_or_else(|| times::millis(now));
    let framework = fields::optional("framework", framework)?;
    let run = NewRun {
        environment: fields::optional("environment", environment)?,
        state: RunState::Done,
        ..NewRun::named(fields::required("run_name", Some(name), NAME_CHARS)?)
    };
    let (named, items) = results
        .into_iter()
        .map(|raw| {
            let named = Named::of(&raw);
            let item = item(raw, framework.as_ref());
            (named, item.unwrap_or_else(|it| NewRunItem::Known(bad(&it))))
        })
        .unzip();
    Ok(IngestPlan {
        project: spelling::parse(Kind::Project, &project),
        run,
        named,
        items,
    })
}

/// An item names its case by code or id, by a tag in its title, or not at all: then it is unlinked.
fn item(raw: Item<'_>, framework: Option<&Text>) -> Result<NewRunItem, Failure> {
    let Said {
        mut case,
        mut draft,
        title,
    } = read(raw)?;
    if let (Patch::Keep, Some(framework)) = (&draft.framework, framework) {
        draft.framework = Patch::Set(framework.clone());
    }
    let title = given(string("title", title)?);
    if case.is_empty() {
        let code = title.as_deref().and_then(code_in_title);
        case.extend(code.map(|code| case_name("title", code)).transpose()?);
    }
    if !case.is_empty() {
        return Ok(NewRunItem::Known(row(case, draft)));
    }
    let Some(title) = title else {
        let problem = "test_case_code, test_case_id or title is required";
        return Err(Failure::Invalid(problem.to_owned()));
    };
    Ok(NewRunItem::Unlinked {
        title: fields::required("title", Some(title), NAME_CHARS)?,
        draft,
    })
}
