//! Finds attachments.

use diesel::sql_types::{BigInt, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::case::RowKey;
use domain::number::ConfigurationNumber;
use domain::opaque::OpaqueId;
use domain::spelling::{AttachmentReference, Reference};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Attachment;
use crate::account::Principal;
use crate::error::StoreError;
use crate::files::FileKey;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::statement::statement;

/// What is asked of attachments everywhere.
macro_rules! attachment_query {
    ($condition:literal) => {
        concat!(
            "select a.id, a.file_name, a.media_type, a.size, u.email, a.created_at
             from attachments a
             cross join lateral (select u.email from users u where u.id = a.author limit 1) u
             where a.project_id = $1 and a.run = $2 and ",
            $condition
        )
    };
}

statement! {
    /// By `attachments_row`.
    AttachmentsOfRow {
        project: Integer = i32,
        run: Integer = i32,
        case_no: Integer = i32,
        configuration: Integer = i32,
    }
    attachment_query!("a.case_no = $3 and a.configuration = $4 order by a.created_at, a.place, a.id")
}

statement! {
    /// By primary key. An attachment is gone with its row.
    FindAttachment { project: Integer = i32, run: Integer = i32, id: SqlUuid = Uuid }
    attachment_query!(
        "a.id = $3 and (
             exists (select 1 from run_cases r where r.project_id = $1 and r.run = $2
                 and r.case_no = a.case_no and r.configuration = a.configuration)
             or exists (select 1 from planned_cases p where p.project_id = $1 and p.run = $2
                 and p.case_no = a.case_no and p.configuration = a.configuration)
         )"
    )
}

#[derive(diesel::QueryableByName)]
pub(super) struct AttachmentRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    file_name: String,
    #[diesel(sql_type = Text)]
    media_type: String,
    #[diesel(sql_type = BigInt)]
    size: i64,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
}

impl AttachmentRow {
    pub(super) fn into_attachment(self, run: OpaqueId) -> Result<Attachment, StoreError> {
        Ok(Attachment {
            file: self.id,
            run,
            file_name: self.file_name,
            media_type: self.media_type,
            size: u64::try_from(self.size)
                .map_err(|_| StoreError::corrupt("attachments.size below 0"))?,
            created_by: self.email,
            created_at: self.created_at,
        })
    }
}

impl Store {
    /// The attachments of a row, oldest first.
    pub async fn attachments_of_row(
        &self,
        run: &Located<Run>,
        key: RowKey,
    ) -> Result<Vec<Attachment>, StoreError> {
        let statement = AttachmentsOfRow {
            project: run.project_id,
            run: run.number.get(),
            case_no: key.case.get(),
            configuration: key.configuration.map_or(0, ConfigurationNumber::get),
        };
        let mut connection = self.connection().await?;
        let rows: Vec<AttachmentRow> = statement.load(&mut connection).await?;
        rows.into_iter()
            .map(|row| row.into_attachment(run.opaque))
            .collect()
    }

    /// Finds an attachment, and where its file lies.
    pub async fn locate_attachment(
        &self,
        who: &Principal,
        reference: AttachmentReference,
    ) -> Result<Option<(Attachment, FileKey)>, StoreError> {
        let opaque = Reference::Opaque(reference.run);
        let Some(run) = self.locate_run(who, opaque).await? else {
            return Ok(None);
        };
        let key = FileKey {
            project_id: run.project_id,
            run: run.number.get(),
            id: reference.file,
        };
        let statement = FindAttachment {
            project: key.project_id,
            run: key.run,
            id: key.id,
        };
        let mut connection = self.connection().await?;
        let rows: Vec<AttachmentRow> = statement.load(&mut connection).await?;
        let row = rows.into_iter().next();
        let found = row.map(|row| row.into_attachment(run.opaque)).transpose()?;
        Ok(found.map(|attachment| (attachment, key)))
    }
}
