//! Attachments.

use domain::spelling::AttachmentReference;
use store::attachments::Attachment;

use super::super::wire::Attachment as WireAttachment;
use crate::times;

pub(crate) fn attachment(attachment: Attachment) -> WireAttachment {
    let Attachment {
        file,
        run,
        file_name,
        media_type,
        size,
        created_by: _,
        created_at,
    } = attachment;
    WireAttachment {
        id: AttachmentReference { run, file }.cuid(),
        file_name,
        mime_type: media_type,
        size,
        created_at: times::millis(created_at),
    }
}
