//! Takes the files of a form: each piece goes to disk as it comes, and a refused form leaves nothing.

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::web::Bytes;
use domain::case::RowKey;
use domain::text::Text;
use futures::TryStreamExt;
use store::Located;
use store::attachments::{Attachment, NewAttachment};
use store::files::{FileKey, Files};
use store::locate::Run;

use super::content::Inspection;
use super::kind::Kind;
use super::name;
use super::remove::discard;
use crate::body;
use crate::call::Call;
use crate::failure::{Failure, FileDefect, Noun};

/// The field that holds files; others are passed over, as unknown keys of an object are.
const FIELD: &str = "file";

/// The most parts of a form. With the largest size of a file, that bounds the form.
pub(crate) const MOST_PARTS: usize = 20;

/// What a form may have besides its files: the heads of its parts.
const HEADS: usize = 64 * 1024;

/// Attaches the files of the request's body to a row.
pub(crate) async fn receive(
    call: &mut Call,
    run: &Located<Run>,
    row: RowKey,
) -> Result<Vec<Attachment>, Failure> {
    let (store, files) = (call.app.store.clone(), call.app.files.clone());
    let largest = call.app.max_attachment_bytes;
    let form = Form {
        parts: call.form(largest_form(largest))?,
        largest,
        files: &files,
    };
    let reserved = store.reserve_files(run, MOST_PARTS).await?;
    let attached = match form.take(&reserved).await {
        // An error here may hide a success, so the files stay; if it was none, they are swept in a day.
        Ok(taken) => store.attach(&call.who, run, row, &reserved, taken).await?,
        Err(failure) => {
            discard(call, reserved).await;
            return Err(failure);
        }
    };
    if attached.is_none() {
        discard(call, reserved).await;
    }
    attached.ok_or(Failure::NotFound(Noun::Result))
}

/// The most bytes of a form, where a file may have `largest`.
pub(crate) const fn largest_form(largest: usize) -> usize {
    largest.saturating_mul(MOST_PARTS).saturating_add(HEADS)
}

struct Form<'a> {
    parts: Multipart,
    /// The most bytes of a file.
    largest: usize,
    files: &'a Files,
}

impl Form<'_> {
    /// Writes every file to a place of its own.
    async fn take(mut self, reserved: &[FileKey]) -> Result<Vec<NewAttachment>, Failure> {
        let mut taken = Vec::new();
        // There is a key for each part that a form may have.
        let mut keys = reserved.iter();
        while let Some(mut part) = self.next().await? {
            let key = keys.next().ok_or_else(too_many)?;
            if part.name() == Some(FIELD) {
                taken.push(self.take_file(&mut part, *key).await?);
            } else {
                while self.piece(&mut part).await?.is_some() {}
            }
        }
        if taken.is_empty() {
            let problem = format!("a file is required, in the field `{FIELD}`");
            return Err(Failure::Invalid(problem));
        }
        Ok(taken)
    }

    async fn take_file(&self, part: &mut Field, key: FileKey) -> Result<NewAttachment, Failure> {
        let (file_name, kind) = named(part)?;
        let wrong_type = || Failure::File(FileDefect::Type(file_name.to_string()));
        let largest = u64::try_from(self.largest).unwrap_or(u64::MAX);
        let mut inspection = Inspection::of(kind);
        let mut file = self.files.create(key).await?;
        while let Some(piece) = self.piece(part).await? {
            if !inspection.goes_on(&piece) {
                return Err(wrong_type());
            }
            file.write(piece).await?;
            if file.size() > largest {
                let defect = FileDefect::TooLarge(file_name.to_string(), largest);
                return Err(Failure::File(defect));
            }
        }
        if !inspection.is_good() {
            return Err(wrong_type());
        }
        let size = file.size();
        file.finish().await?;
        Ok(NewAttachment {
            file: key,
            file_name,
            media_type: kind.media_type(),
            size,
        })
    }

    async fn next(&mut self) -> Result<Option<Field>, Failure> {
        let part = self.parts.try_next().await;
        part.map_err(|error| self.broken(&error))
    }

    async fn piece(&self, part: &mut Field) -> Result<Option<Bytes>, Failure> {
        let piece = part.try_next().await;
        piece.map_err(|error| self.broken(&error))
    }

    fn broken(&self, error: &MultipartError) -> Failure {
        body::broken_form(error, largest_form(self.largest))
    }
}

/// The name of a file, and the type it says. What the client says of the type is not asked: it guesses.
fn named(part: &Field) -> Result<(Text, Kind), Failure> {
    let disposition = part.content_disposition();
    let extended = disposition
        .and_then(|it| it.get_filename_ext())
        .and_then(|it| String::from_utf8(it.value.clone()).ok());
    let plain = || disposition.and_then(|it| it.get_filename().map(str::to_owned));
    let sent = extended
        .or_else(plain)
        .ok_or_else(|| Failure::Invalid(format!("`{FIELD}` must be a file with a name")))?;
    let unnamed = || Failure::Invalid(format!("`{FIELD}` must have a file name"));
    let shown = name::shown(&sent).ok_or_else(unnamed)?;
    match Kind::of_name(shown.as_str()) {
        Some(kind) => Ok((shown, kind)),
        None => Err(Failure::File(FileDefect::Type(shown.to_string()))),
    }
}

fn too_many() -> Failure {
    Failure::Invalid(format!("a form may have at most {MOST_PARTS} parts"))
}
