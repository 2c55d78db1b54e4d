//! Whether the database can be worked with.

use crate::error::StoreError;
use crate::migrate;
use crate::pool::Store;

impl Store {
    /// Whether the database answers, has every migration of this program, and none that the program cannot live with.
    pub async fn is_ready(&self) -> Result<(), StoreError> {
        let mut connection = self.connection().await?;
        match migrate::admitted(&mut connection).await? {
            0 => Ok(()),
            pending => Err(StoreError::Migration(format!("{pending} are not applied"))),
        }
    }
}
