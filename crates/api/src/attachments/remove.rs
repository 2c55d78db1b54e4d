//! Takes a file away.

use store::Located;
use store::files::FileKey;
use store::locate::Run;
use uuid::Uuid;

use crate::call::Call;
use crate::failure::{Failure, Noun};

/// Removes an attachment of a run, and its file.
pub(crate) async fn remove(call: &Call, run: &Located<Run>, file: Uuid) -> Result<(), Failure> {
    let removed = call.app.store.remove_attachment(run, file).await?;
    let key = removed.ok_or(Failure::NotFound(Noun::Attachment))?;
    // What may still be taken back is left to the sweep, or an attachment could lose its file.
    if call.app.store.commits_at_once() {
        discard(call, vec![key]).await;
    }
    Ok(())
}

/// Removes files that no attachment names. What goes wrong here is made good by the next sweep.
pub(super) async fn discard(call: &Call, files: Vec<FileKey>) {
    let store = &call.app.store;
    if let Err(error) = store.discard_files(&call.app.files, files).await {
        tracing::warn!(%error, "files that nothing names are left to the next sweep");
    }
}
