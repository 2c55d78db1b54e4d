//! Attachments: files of the rows of runs.
//!
//! A file lies in the data folder, and the database names every one that may be there: first among the loose
//! ones, then as an attachment. So a file is written before its row is committed, one that came to nothing is
//! found again, and nothing else in the folder is ever touched.

mod loose;
mod read;
mod remove;
mod write;

use domain::opaque::OpaqueId;
use time::OffsetDateTime;
use uuid::Uuid;

pub use write::NewAttachment;

/// A file of a row of a run.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The random id of its file.
    pub file: Uuid,
    /// The opaque id of its run.
    pub run: OpaqueId,
    /// Its name, to be shown.
    pub file_name: String,
    /// What it is, as it was found to be when it came.
    pub media_type: String,
    /// Its length in bytes.
    pub size: u64,
    /// The address of who sent it.
    pub created_by: String,
    /// When it came.
    pub created_at: OffsetDateTime,
}
