//! Bodies as Testably spells them.

mod case;
mod project;
mod result;
mod run;
mod upload;

use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use case::{
    Case, CaseDetail, ChangeCase, ChangedCase, CreatedCase, CreatedCases, MOST_CASES, NewCase,
    NewCases, NewStep, Now, Step, TITLE_CHARS,
};
pub(crate) use project::{
    ChangeProject, NewProject, PREFIX_LEAST, PREFIX_MOST, PROJECT_NAME_CHARS, Project,
    ProjectDetail,
};
pub(crate) use result::{
    Bulk, BulkDone, BulkDoneItem, BulkItem, ItemError, MOST_SECONDS, ResultRow, Update,
};
pub(crate) use run::{
    ChangeRun, ChangedRun, ClosedRun, Counters, CreateRun, RUN_NAME_CHARS, Run, RunWithResults,
};
pub(crate) use upload::{
    DryRun, Format, Milliseconds, Seconds, Stats, UnknownIds, Upload, UploadAnswer, UploadItem,
    Uploaded,
};

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}Data")]
pub(crate) struct Data<T> {
    pub(crate) data: T,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "{T}List")]
pub(crate) struct List<T> {
    pub(crate) data: Vec<T>,
    pub(crate) meta: Meta,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Meta {
    pub(crate) total: u32,
    #[schemars(range(min = 1))]
    pub(crate) page: u32,
    #[schemars(range(min = 1, max = MOST_PER_PAGE))]
    pub(crate) per_page: u32,
}

/// The most entries of a page (docs, "Paging").
pub(crate) const MOST_PER_PAGE: u32 = 100;

/// What a deletion is answered with.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Deleted {
    pub(crate) message: &'static str,
}
