//! Files on disk: what is too large for the database. Which of them there are, the database knows.

use std::io::ErrorKind;
use std::path::{Path as FolderPath, PathBuf};

use bytes::Bytes;
use diesel::QueryableByName;
use diesel::sql_types::{Integer, Uuid as SqlUuid};
use futures::stream::{BoxStream, StreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStoreExt, WriteMultipart};
use uuid::Uuid;

use crate::error::StoreError;

mod scratch;

pub use scratch::Scratch;

/// How much of a file is held in memory before it is written.
const PART: usize = 1024 * 1024;

/// Where a file lies. No name that a client picked is part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QueryableByName)]
pub struct FileKey {
    #[diesel(sql_type = Integer)]
    pub(crate) project_id: i32,
    #[diesel(sql_type = Integer)]
    pub(crate) run: i32,
    #[diesel(sql_type = SqlUuid)]
    pub(crate) id: Uuid,
}

impl FileKey {
    pub(crate) fn path(self) -> Path {
        let Self {
            project_id,
            run,
            id,
        } = self;
        Path::from_iter([project_id.to_string(), run.to_string(), id.to_string()])
    }
}

/// The folder of all files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Files {
    local: LocalFileSystem,
    folder: PathBuf,
}

impl Files {
    /// Opens the folder, and makes it if it is missing.
    ///
    /// # Errors
    ///
    /// The folder cannot be made or reached.
    pub fn open(folder: &FolderPath) -> Result<Self, StoreError> {
        make(folder).map_err(|error| StoreError::Files(error.into()))?;
        let local = LocalFileSystem::new_with_prefix(folder)?;
        Ok(Self {
            // An acknowledged file survives a crash, as an acknowledged row does.
            local: local.with_fsync(true).with_automatic_cleanup(true),
            folder: folder.to_owned(),
        })
    }

    /// Begins a file. It is there only once it was finished; dropped before, it leaves nothing.
    pub async fn create(&self, key: FileKey) -> Result<NewFile, StoreError> {
        let upload = self.local.put_multipart(&key.path()).await?;
        Ok(NewFile {
            out: WriteMultipart::new_with_chunk_size(upload, PART),
            size: 0,
        })
    }

    /// A file, piece by piece; `None` if it is not there.
    pub async fn read(
        &self,
        key: FileKey,
    ) -> Result<Option<BoxStream<'static, Result<Bytes, StoreError>>>, StoreError> {
        match self.local.get(&key.path()).await {
            Ok(found) => Ok(Some(found.into_stream().map(|piece| Ok(piece?)).boxed())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes a file, and what a process that was killed had written of it. It need not be there.
    pub async fn remove(&self, key: FileKey) -> Result<(), StoreError> {
        let path = key.path();
        let mut staged = self.local.path_to_filesystem(&path)?.into_os_string();
        // `LocalFileSystem` writes to this name, which it neither lists nor deletes, and renames it at the
        // end. A key is used once, so there is no other number.
        staged.push("#1");
        remove_if_there(staged.into()).await?;
        match self.local.delete(&path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// A file that is being written.
#[derive(Debug)]
pub struct NewFile {
    out: WriteMultipart,
    size: u64,
}

impl NewFile {
    /// Writes the next piece. One part at a time is on its way to the disk, so memory stays flat.
    pub async fn write(&mut self, piece: Bytes) -> Result<(), StoreError> {
        self.size += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.out.put(piece);
        Ok(self.out.wait_for_capacity(1).await?)
    }

    /// How much was written so far.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Ends the file. It is on disk when this returns.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.out.finish().await?;
        Ok(())
    }
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        Self::of_file(error)
    }
}

/// Nobody else on the machine needs to see the files.
fn make(folder: &FolderPath) -> std::io::Result<()> {
    if let Some(parent) = folder.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

async fn remove_if_there(file: PathBuf) -> Result<(), StoreError> {
    let removed = tokio::task::spawn_blocking(move || std::fs::remove_file(file)).await;
    match removed.map_err(std::io::Error::other).flatten() {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::Files(error.into())),
        Ok(()) | Err(_) => Ok(()),
    }
}
