//! Files of results: taken from a form, one piece at a time, and given back as downloads.

mod content;
mod kind;
mod name;
mod receive;
mod remove;
mod send;

use domain::spelling::AttachmentReference;
use store::attachments::Attachment;

pub(crate) use receive::{MOST_PARTS, largest_form, receive};
pub(crate) use remove::remove;
pub(crate) use send::send;

/// Where a file is downloaded; `public_url` begins the link.
pub(crate) fn address(public_url: &str, attachment: &Attachment) -> String {
    let Attachment { file, run, .. } = attachment;
    let id = AttachmentReference {
        run: *run,
        file: *file,
    };
    format!("{public_url}/api/verdict/attachments/{}", id.cuid())
}
