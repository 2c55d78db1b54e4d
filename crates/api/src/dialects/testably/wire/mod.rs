//! Bodies as Testably spells them.

mod case;
mod project;
mod result;
mod run;
mod upload;

pub(crate) use result::{Bulk, BulkDone, BulkDoneItem, BulkItem, ItemError, ResultRow, Update};
pub(crate) use upload::{DryRun, Format, Stats, UnknownIds, Upload, UploadItem, Uploaded};

pub(crate) use case::{
    Case, CaseDetail, ChangeCase, ChangedCase, CreatedCase, CreatedCases, NewCase, NewCases,
    NewStep, Step,
};
pub(crate) use project::{ChangeProject, NewProject, Project, ProjectDetail};
pub(crate) use run::{ChangeRun, ChangedRun, ClosedRun, Counters, CreateRun, Run, RunWithResults};

use serde::Serialize;

#[derive(Debug, Serialize)]
pub(crate) struct Data<T> {
    pub(crate) data: T,
}

#[derive(Debug, Serialize)]
pub(crate) struct List<T> {
    pub(crate) data: Vec<T>,
    pub(crate) meta: Meta,
}

#[derive(Debug, Serialize)]
pub(crate) struct Meta {
    pub(crate) total: u32,
    pub(crate) page: u32,
    pub(crate) per_page: u32,
}

/// What a deletion is answered with.
#[derive(Debug, Serialize)]
pub(crate) struct Deleted {
    pub(crate) message: &'static str,
}
