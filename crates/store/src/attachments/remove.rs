//! Removes attachments.

use diesel::sql_types::{Integer, Uuid as SqlUuid};
use uuid::Uuid;

use crate::error::StoreError;
use crate::files::FileKey;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// The file is loose from then on, and is swept if nobody removes it before. By primary key.
    RemoveAttachment { project: Integer = i32, run: Integer = i32, id: SqlUuid = Uuid }
    "with gone as (
         delete from attachments where project_id = $1 and run = $2 and id = $3 returning project_id, run, id
     )
     insert into loose_files (project_id, run, id, removable_at)
     select project_id, run, id, now() from gone"
}

impl Store {
    /// Removes an attachment of a run; answers where its file still lies, or nothing if there is no such attachment.
    pub async fn remove_attachment(
        &self,
        run: &Located<Run>,
        file: Uuid,
    ) -> Result<Option<FileKey>, StoreError> {
        let key = FileKey {
            project_id: run.project_id,
            run: run.number.get(),
            id: file,
        };
        let statement = RemoveAttachment {
            project: key.project_id,
            run: key.run,
            id: key.id,
        };
        let mut connection = self.connection_in_turn(run.organization, []).await?;
        let removed = connection.execute_alone(statement).await?;
        Ok((removed > 0).then_some(key))
    }
}
