//! Attachments.

use domain::spelling::AttachmentReference;
use store::attachments::Attachment;

use super::super::wire::{Attachment as WireAttachment, Attachments};
use crate::{attachments, times};

/// `public_url` begins the links.
pub(crate) fn attachments(public_url: &str, found: Vec<Attachment>) -> Attachments {
    let one = |it| attachment(public_url, it);
    Attachments {
        attachments: found.into_iter().map(one).collect(),
    }
}

fn attachment(public_url: &str, attachment: Attachment) -> WireAttachment {
    let url = attachments::address(public_url, &attachment);
    let Attachment {
        file,
        run,
        file_name,
        media_type,
        size,
        created_by,
        created_at,
    } = attachment;
    WireAttachment {
        id: AttachmentReference { run, file }.cuid(),
        url,
        file_name,
        media_type,
        size,
        created_by,
        created_at: times::millis(created_at),
    }
}
