//! Commits files that were written.

use diesel::sql_types::{Array, BigInt, Integer, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::RunQueryDsl;
use domain::case::RowKey;
use domain::number::ConfigurationNumber;
use domain::text::Text as ScreenedText;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Attachment;
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::files::FileKey;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::record::now;
use crate::statement::statement;

/// A file that was written and is to be attached.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// Where it lies.
    pub file: FileKey,
    /// Its name, to be shown, of 1 to 255 characters.
    pub file_name: ScreenedText,
    /// What it was found to be.
    pub media_type: &'static str,
    /// Its length in bytes.
    pub size: u64,
}

statement! {
    /// Locked against being deleted, and its rows against being taken out: what does that takes attachments along.
    HoldRun { project: Integer = i32, run: Integer = i32 }
    "select number from runs where project_id = $1 and number = $2 and deleted_at is null for share"
}

statement! {
    /// In a run that is held. The files are attachments from now on, or, those that were reserved and not used,
    /// nothing. If the row is gone, they are as loose as they were.
    Attach {
        project: Integer = i32,
        run: Integer = i32,
        case_no: Integer = i32,
        configuration: Integer = i32,
        author: Integer = i32,
        now: Timestamptz = OffsetDateTime,
        reserved: Array<SqlUuid> = Vec<Uuid>,
        ids: Array<SqlUuid> = Vec<Uuid>,
        places: Array<SmallInt> = Vec<i16>,
        names: Array<Text> = Vec<String>,
        media_types: Array<Text> = Vec<String>,
        sizes: Array<BigInt> = Vec<i64>,
    }
    "with standing as materialized (
         select 1 from run_cases
         where project_id = $1 and run = $2 and case_no = $3 and configuration = $4
         union all
         select 1 from planned_cases
         where project_id = $1 and run = $2 and case_no = $3 and configuration = $4
     ), freed as (
         delete from loose_files l using unnest($7::uuid[]) as r (id)
         where l.project_id = $1 and l.run = $2 and l.id = r.id and exists (select 1 from standing)
         returning l.id
     )
     insert into attachments (
         project_id, run, id, case_no, configuration, place, file_name, media_type, size, author, created_at
     )
     select $1, $2, f.id, $3, $4, f.place, f.file_name, f.media_type, f.size, $5, $6
     from unnest($8::uuid[], $9::smallint[], $10::text[], $11::text[], $12::bigint[])
         as f (id, place, file_name, media_type, size)
     join freed on freed.id = f.id"
}

impl Store {
    /// Attaches files to a row, in this order; `None` if the run or the row is gone, and then the files are as
    /// loose as they were.
    pub async fn attach(
        &self,
        who: &Principal,
        run: &Located<Run>,
        key: RowKey,
        reserved: &[FileKey],
        new: Vec<NewAttachment>,
    ) -> Result<Option<Vec<Attachment>>, StoreError> {
        let created_at = now();
        let statement = attach(who, run, key, reserved, &new, created_at)?;
        let count = new.len();
        let mut connection = self
            .connection_in_turn(run.organization, [run.turn_together()])
            .await?;
        let hold = HoldRun {
            project: run.project_id,
            run: run.number.get(),
        };
        let attached = connection
            .transaction(async |connection| {
                let standing: Vec<NumberRow> = hold.load(connection).await?;
                if standing.is_empty() {
                    return Ok(false);
                }
                match statement.execute(connection).await? {
                    0 => Ok(false),
                    attached if attached == count => Ok(true),
                    _ => Err(StoreError::corrupt(
                        "files of an upload were given up while it went on",
                    )),
                }
            })
            .await?;
        let made = |new: NewAttachment| Attachment {
            file: new.file.id,
            run: run.opaque,
            file_name: new.file_name.into_string(),
            media_type: new.media_type.to_owned(),
            size: new.size,
            created_by: who.email.clone(),
            created_at,
        };
        Ok(attached.then(|| new.into_iter().map(made).collect()))
    }
}

fn attach(
    who: &Principal,
    run: &Located<Run>,
    key: RowKey,
    reserved: &[FileKey],
    new: &[NewAttachment],
    now: OffsetDateTime,
) -> Result<Attach, StoreError> {
    let mut statement = Attach {
        project: run.project_id,
        run: run.number.get(),
        case_no: key.case.get(),
        configuration: key.configuration.map_or(0, ConfigurationNumber::get),
        author: who.user.get(),
        now,
        reserved: reserved.iter().map(|file| file.id).collect(),
        ids: Vec::with_capacity(new.len()),
        places: Vec::with_capacity(new.len()),
        names: Vec::with_capacity(new.len()),
        media_types: Vec::with_capacity(new.len()),
        sizes: Vec::with_capacity(new.len()),
    };
    let too_many = |_| StoreError::corrupt("an upload of too many or too large files");
    for (place, file) in new.iter().enumerate() {
        let NewAttachment {
            file,
            file_name,
            media_type,
            size,
        } = file;
        statement.ids.push(file.id);
        statement
            .places
            .push(i16::try_from(place).map_err(too_many)?);
        statement.names.push(file_name.as_str().to_owned());
        statement.media_types.push((*media_type).to_owned());
        statement
            .sizes
            .push(i64::try_from(*size).map_err(too_many)?);
    }
    Ok(statement)
}
