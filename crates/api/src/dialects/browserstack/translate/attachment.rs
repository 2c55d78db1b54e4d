//! Files of results.

use domain::spelling::{self, AttachmentReference};
use store::attachments::Attachment;
use uuid::Uuid;

use super::super::wire;
use crate::{attachments, times};

/// `public_url` begins the link.
pub(crate) fn attachment(public_url: &str, attachment: Attachment) -> wire::Attachment {
    let url = attachments::address(public_url, &attachment);
    let Attachment {
        file,
        run: _,
        file_name,
        media_type,
        size,
        created_by: _,
        created_at,
    } = attachment;
    wire::Attachment {
        id: number(file),
        name: file_name.clone(),
        filename: file_name,
        size,
        file_size: size,
        content_type: media_type,
        created_at: times::millis(created_at),
        url,
    }
}

/// The file of these that an id names: by our id of it, or by the integer that the vendor has there.
pub(crate) fn file_named(id: &str, files: &[Attachment]) -> Option<Uuid> {
    let named = AttachmentReference::parse(id);
    let number: Option<i64> = spelling::digits(id);
    let fits = |it: &&Attachment| match named {
        Some(AttachmentReference { run, file }) => it.run == run && it.file == file,
        None => number == Some(self::number(it.file)),
    };
    files.iter().find(fits).map(|it| it.file)
}

/// The vendor's ids are integers: the first 53 bits of ours, which every client reads exactly. They are only asked
/// for among the few files of one row.
fn number(file: Uuid) -> i64 {
    let (high, _) = file.as_u64_pair();
    i64::try_from(high >> 11).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_that_every_client_reads_exactly() {
        assert_eq!(number(Uuid::max()), (1 << 53) - 1);
        assert_eq!(number(Uuid::nil()), 0);
    }
}
