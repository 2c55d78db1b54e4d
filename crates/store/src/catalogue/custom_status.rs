//! Statuses of an organization's own; each counts as a canonical one.

use diesel::sql_types::{Bool, Integer, Nullable, SmallInt, Text};
use diesel_async::RunQueryDsl;
use domain::number::CustomStatusNumber;
use domain::status::Status;
use domain::text::Text as ScreenedText;

use super::project::LockName;
use crate::account::Principal;
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// A status to be made.
#[derive(Clone, Debug)]
pub struct NewCustomStatus {
    /// Its name, of 1 to 255 characters; in any case, no other status has it.
    pub name: ScreenedText,
    /// Its colour, `#` and six capital hexadecimal digits.
    pub colour: ScreenedText,
    /// What it counts as, for ever: results were counted so.
    pub counts_as: Status,
}

/// A change of a status.
#[derive(Clone, Debug, Default)]
pub struct CustomStatusChange {
    /// The name.
    pub name: Option<ScreenedText>,
    /// The colour.
    pub colour: Option<ScreenedText>,
}

/// A status of an organization's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomStatus {
    /// Its number, unique in the organization.
    pub number: CustomStatusNumber,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: String,
    /// What it counts as.
    pub counts_as: Status,
    /// Whether it may no longer be given; results that have it keep it.
    pub retired: bool,
}

/// What came of making or changing a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusWritten {
    /// It is like this now.
    Done(CustomStatus),
    /// Another status has the name.
    NameTaken,
    /// There is no such status.
    Missing,
}

statement! {
    CreateStatus {
        organization: Integer = i32,
        name: Text = String,
        colour: Text = String,
        counts_as: SmallInt = i16,
    }
    "with numbered as (
         insert into organization_counters (organization_id, kind, last)
         select $1, 9, 1 where not exists (
             select 1 from custom_statuses where organization_id = $1 and lower(name) = lower($2) and deleted_at is null
         )
         on conflict (organization_id, kind) do update set last = organization_counters.last + 1
         returning last
     )
     insert into custom_statuses (organization_id, number, name, colour, counts_as)
     select $1, last, $2, $3, $4 from numbered
     returning number, name, colour, counts_as, false as retired"
}

statement! {
    ChangeStatus {
        organization: Integer = i32,
        number: Integer = i32,
        name: Nullable<Text> = Option<String>,
        colour: Nullable<Text> = Option<String>,
    }
    "update custom_statuses c set name = coalesce($3, c.name), colour = coalesce($4, c.colour)
     where c.organization_id = $1 and c.number = $2 and c.deleted_at is null and not exists (
         select 1 from custom_statuses o where o.organization_id = $1 and o.number <> $2
             and lower(o.name) = lower($3) and o.deleted_at is null
     )
     returning number, name, colour, counts_as, false as retired"
}

statement! {
    RetireStatus { organization: Integer = i32, number: Integer = i32 }
    "update custom_statuses set deleted_at = now()
     where organization_id = $1 and number = $2 and deleted_at is null"
}

statement! {
    Statuses { organization: Integer = i32 }
    "select number, name, colour, counts_as, deleted_at is not null as retired
     from custom_statuses where organization_id = $1 order by number"
}

#[derive(diesel::QueryableByName)]
struct StatusRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    colour: String,
    #[diesel(sql_type = SmallInt)]
    counts_as: i16,
    #[diesel(sql_type = Bool)]
    retired: bool,
}

impl StatusRow {
    fn status(self) -> Result<CustomStatus, StoreError> {
        let corrupt = || StoreError::corrupt("a custom status' number or what it counts as");
        Ok(CustomStatus {
            number: CustomStatusNumber::new(self.number).ok_or_else(corrupt)?,
            name: self.name,
            colour: self.colour,
            counts_as: Status::from_code(self.counts_as).ok_or_else(corrupt)?,
            retired: self.retired,
        })
    }
}

/// Statuses of an organization are written one at a time: names are compared in peace.
fn lock(who: &Principal) -> LockName {
    LockName {
        organization: who.organization,
        name: "custom statuses".to_owned(),
    }
}

impl Store {
    /// Every status of the organization's own, by number, retired ones too.
    pub async fn custom_statuses(&self, who: &Principal) -> Result<Vec<CustomStatus>, StoreError> {
        let mut connection = self.connection().await?;
        let organization = who.organization;
        let rows: Vec<StatusRow> = Statuses { organization }.load(&mut connection).await?;
        rows.into_iter().map(StatusRow::status).collect()
    }

    /// Makes a status.
    pub async fn create_custom_status(
        &self,
        who: &Principal,
        new: NewCustomStatus,
    ) -> Result<StatusWritten, StoreError> {
        let NewCustomStatus {
            name,
            colour,
            counts_as,
        } = new;
        let statement = CreateStatus {
            organization: who.organization,
            name: name.into_string(),
            colour: colour.into_string(),
            counts_as: counts_as.code(),
        };
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        connection
            .transaction(async |connection| {
                lock(who).execute(connection).await?;
                let rows: Vec<StatusRow> = statement.load(connection).await?;
                match rows.into_iter().next() {
                    Some(row) => Ok(StatusWritten::Done(row.status()?)),
                    None => Ok(StatusWritten::NameTaken),
                }
            })
            .await
    }

    /// Changes a status; results that have it show it as it is then.
    pub async fn change_custom_status(
        &self,
        who: &Principal,
        number: i32,
        change: CustomStatusChange,
    ) -> Result<StatusWritten, StoreError> {
        let CustomStatusChange { name, colour } = change;
        let organization = who.organization;
        let statement = ChangeStatus {
            organization,
            number,
            name: name.map(ScreenedText::into_string),
            colour: colour.map(ScreenedText::into_string),
        };
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        connection
            .transaction(async |connection| {
                lock(who).execute(connection).await?;
                let rows: Vec<StatusRow> = statement.load(connection).await?;
                if let Some(row) = rows.into_iter().next() {
                    return Ok(StatusWritten::Done(row.status()?));
                }
                let known: Vec<StatusRow> = Statuses { organization }.load(connection).await?;
                let is_there = known.iter().any(|it| it.number == number && !it.retired);
                Ok(if is_there {
                    StatusWritten::NameTaken
                } else {
                    StatusWritten::Missing
                })
            })
            .await
    }

    /// Retires a status: it may no longer be given. `false` if there is none.
    pub async fn retire_custom_status(
        &self,
        who: &Principal,
        number: i32,
    ) -> Result<bool, StoreError> {
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        let statement = RetireStatus {
            organization: who.organization,
            number,
        };
        Ok(connection.execute_alone(statement).await? > 0)
    }
}
