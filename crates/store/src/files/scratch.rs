//! What waits on the disk for a moment.

use std::io::{Read, Seek, Write};

use bytes::Bytes;
use futures::stream::{self, Stream};
use tempfile::SpooledTempFile;

use super::Files;
use crate::error::StoreError;

/// So much is held in memory and not written to disk at all.
const SMALL: usize = 64 * 1024;

/// How much is read at a time.
const PIECE: usize = 64 * 1024;

/// A file without a name, beside the others: nobody finds it, and it is gone when it is dropped or the process dies.
#[derive(Debug)]
pub struct Scratch {
    file: SpooledTempFile,
}

impl Files {
    /// An empty one.
    #[must_use]
    pub fn scratch(&self) -> Scratch {
        Scratch {
            file: tempfile::spooled_tempfile_in(SMALL, &self.folder),
        }
    }
}

impl Scratch {
    /// Writes the next piece.
    pub async fn write(&mut self, piece: Bytes) -> Result<(), StoreError> {
        self.with(move |file| file.write_all(&piece)).await
    }

    /// All that was written, piece by piece.
    pub async fn read(mut self) -> Result<impl Stream<Item = std::io::Result<Bytes>>, StoreError> {
        self.with(Seek::rewind).await?;
        Ok(stream::try_unfold(self, async |mut scratch| {
            let mut piece = vec![0; PIECE];
            let (length, piece) = scratch
                .blocking(move |file| file.read(&mut piece).map(|length| (length, piece)))
                .await?;
            let piece = Bytes::from(piece).slice(..length);
            Ok((length > 0).then_some((piece, scratch)))
        }))
    }

    async fn with<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut SpooledTempFile) -> std::io::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let done = self.blocking(work).await;
        done.map_err(StoreError::of_file)
    }

    /// Does what may wait for the disk where nobody else waits.
    async fn blocking<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut SpooledTempFile) -> std::io::Result<T> + Send + 'static,
    ) -> std::io::Result<T> {
        let mut file = std::mem::replace(&mut self.file, SpooledTempFile::new(0));
        let work = move || {
            let done = work(&mut file);
            (file, done)
        };
        let (file, done) = tokio::task::spawn_blocking(work)
            .await
            .map_err(std::io::Error::other)?;
        self.file = file;
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::TryStreamExt;

    #[tokio::test]
    async fn what_was_written_is_read_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        for sizes in [&[][..], &[3], &[SMALL], &[1, SMALL, 7], &[PIECE * 3, 5]] {
            let mut scratch = files.scratch();
            let mut expected = Vec::new();
            for (fill, size) in (1..).zip(sizes) {
                let piece = Bytes::from(vec![fill; *size]);
                expected.extend_from_slice(&piece);
                scratch.write(piece).await.unwrap();
            }
            let pieces: Vec<Bytes> = scratch.read().await.unwrap().try_collect().await.unwrap();
            assert_eq!(pieces.concat(), expected, "{sizes:?}");
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
