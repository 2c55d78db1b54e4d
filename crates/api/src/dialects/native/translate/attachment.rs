//! Attachments.

use domain::spelling::AttachmentReference;
use store::attachments::Attachment;

use super::super::wire::{Attachment as WireAttachment, Attachments};
use crate::times;

/// `public_url` begins the links.
pub(crate) fn attachments(public_url: &str, attachments: Vec<Attachment>) -> Attachments {
    let one = |it| attachment(public_url, it);
    Attachments {
        attachments: attachments.into_iter().map(one).collect(),
    }
}

fn attachment(public_url: &str, attachment: Attachment) -> WireAttachment {
    let Attachment {
        file,
        run,
        file_name,
        media_type,
        size,
        created_by,
        created_at,
    } = attachment;
    let id = AttachmentReference { run, file }.cuid();
    WireAttachment {
        url: format!("{public_url}/api/verdict/attachments/{id}"),
        id,
        file_name,
        media_type,
        size,
        created_by,
        created_at: times::millis(created_at),
    }
}
