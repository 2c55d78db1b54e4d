//! Bodies as Testably spells them.

mod result;
mod upload;

pub(crate) use result::{Bulk, BulkDone, BulkDoneItem, BulkItem, ItemError, ResultRow, Update};
pub(crate) use upload::{DryRun, Format, Stats, UnknownIds, Upload, UploadItem, Uploaded};

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
