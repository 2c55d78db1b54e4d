//! Defines, changes and deletes custom fields. Values under their names are left as they are.

use diesel::sql_types::{Array, Bool, Integer, Nullable, SmallInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::custom_field::{FieldOption, FieldRule, FieldSubject};
use domain::number::{FieldNumber, ProjectNumber};
use domain::text::Text as ScreenedText;

use super::custom_field::{CustomField, FieldByNumber, FieldReach, FieldRow};
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// A custom field to be defined.
#[derive(Clone, Debug)]
pub struct NewField {
    /// What has the field.
    pub subject: FieldSubject,
    /// Its name, unique among the subject's fields, and what its values must be.
    pub rule: FieldRule,
    /// What a form shows before there is a value.
    pub placeholder: Option<ScreenedText>,
    /// Whether a form insists on a value.
    pub required: bool,
    /// Where it is used.
    pub reach: FieldReach,
}

/// A change of a custom field; what is `None` stays. Kind and subject stay always.
#[derive(Clone, Debug, Default)]
pub struct FieldChange {
    /// Its name.
    pub name: Option<ScreenedText>,
    /// What a form shows before there is a value.
    pub placeholder: Option<ScreenedText>,
    /// Whether a form insists on a value.
    pub required: Option<bool>,
    /// All its options.
    pub options: Option<Vec<FieldOption>>,
    /// Whether all projects have it.
    pub every_project: Option<bool>,
    /// Whether projects created from now on have it.
    pub future_projects: Option<bool>,
    /// All the projects that have it besides.
    pub projects: Option<Vec<ProjectNumber>>,
}

/// What became of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldSaved {
    /// The field as it is now.
    Saved(CustomField),
    /// Another field of the subject has the name.
    NameTaken,
    /// It names a project that is not there.
    UnknownProject,
}

statement! {
    /// The internal ids of projects, by the unique key of organization and number.
    ProjectsByNumber { organization: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "select id as number from projects
     where organization_id = $1 and number = any($2) and deleted_at is null order by id"
}

statement! {
    CreateField {
        organization: Integer = i32,
        subject: SmallInt = i16,
        name: Text = String,
        kind: SmallInt = i16,
        placeholder: Nullable<Text> = Option<String>,
        required: Bool = bool,
        options: Array<Text> = Vec<String>,
        defaults: Array<Bool> = Vec<bool>,
        every_project: Bool = bool,
        future_projects: Bool = bool,
        projects: Array<Integer> = Vec<i32>,
    }
    "with numbered as (
         insert into organization_counters (organization_id, kind, last)
         select $1, 8, 1 where not exists (
             select 1 from custom_fields where organization_id = $1 and subject = $2 and name = $3
         )
         on conflict (organization_id, kind) do update set last = organization_counters.last + 1
         returning last
     )
     insert into custom_fields (
         organization_id, number, subject, name, kind, placeholder, required, options, defaults,
         every_project, future_since, projects
     )
     select $1, last, $2, $3, $4, $5, $6, $7, $8, $9, case when $10 then now() end, $11 from numbered
     on conflict (organization_id, subject, name) do nothing
     returning number"
}

statement! {
    ChangeField {
        organization: Integer = i32,
        number: Integer = i32,
        name: Nullable<Text> = Option<String>,
        placeholder: Nullable<Text> = Option<String>,
        required: Nullable<Bool> = Option<bool>,
        options: Nullable<Array<Text>> = Option<Vec<String>>,
        defaults: Nullable<Array<Bool>> = Option<Vec<bool>>,
        every_project: Nullable<Bool> = Option<bool>,
        future_projects: Nullable<Bool> = Option<bool>,
        projects: Nullable<Array<Integer>> = Option<Vec<i32>>,
    }
    "update custom_fields f set
         name = coalesce($3, f.name), placeholder = coalesce($4, f.placeholder),
         required = coalesce($5, f.required), options = coalesce($6, f.options),
         defaults = coalesce($7, f.defaults), every_project = coalesce($8, f.every_project),
         future_since = case when $9 then coalesce(f.future_since, now()) when not $9 then null else f.future_since end,
         projects = coalesce($10, f.projects), updated_at = now()
     where f.organization_id = $1 and f.number = $2 and not exists (
         select 1 from custom_fields o
         where o.organization_id = $1 and o.subject = f.subject and o.name = $3 and o.number <> $2
     )
     returning f.number"
}

statement! {
    DeleteField { organization: Integer = i32, number: Integer = i32 }
    "delete from custom_fields where organization_id = $1 and number = $2"
}

impl Store {
    /// Defines a custom field.
    pub async fn create_field(
        &self,
        who: &Principal,
        new: NewField,
    ) -> Result<FieldSaved, StoreError> {
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        connection
            .transaction(async |connection| {
                let NewField {
                    subject,
                    rule:
                        FieldRule {
                            name,
                            kind,
                            options,
                        },
                    placeholder,
                    required,
                    reach,
                } = new;
                let Some(projects) = projects(connection, who, &reach.projects).await? else {
                    return Ok(FieldSaved::UnknownProject);
                };
                let (options, defaults) = columns(options);
                let made: Vec<NumberRow> = CreateField {
                    organization: who.organization,
                    subject: subject.code(),
                    name: name.into_string(),
                    kind: kind.code(),
                    placeholder: placeholder.map(ScreenedText::into_string),
                    required,
                    options,
                    defaults,
                    every_project: reach.every_project,
                    future_projects: reach.future_projects,
                    projects,
                }
                .load(connection)
                .await?;
                saved(connection, who, &made).await
            })
            .await
    }

    /// Changes a custom field.
    pub async fn change_field(
        &self,
        who: &Principal,
        field: FieldNumber,
        change: FieldChange,
    ) -> Result<FieldSaved, StoreError> {
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        connection
            .transaction(async |connection| {
                let FieldChange {
                    name,
                    placeholder,
                    required,
                    options,
                    every_project,
                    future_projects,
                    projects: numbers,
                } = change;
                let projects = match numbers {
                    None => None,
                    Some(numbers) => match projects(connection, who, &numbers).await? {
                        Some(ids) => Some(ids),
                        None => return Ok(FieldSaved::UnknownProject),
                    },
                };
                let (options, defaults) = options.map(columns).unzip();
                let changed: Vec<NumberRow> = ChangeField {
                    organization: who.organization,
                    number: field.get(),
                    name: name.map(ScreenedText::into_string),
                    placeholder: placeholder.map(ScreenedText::into_string),
                    required,
                    options,
                    defaults,
                    every_project,
                    future_projects,
                    projects,
                }
                .load(connection)
                .await?;
                saved(connection, who, &changed).await
            })
            .await
    }

    /// Deletes a custom field; `false` if there is none of this number.
    pub async fn delete_field(&self, who: &Principal, number: i32) -> Result<bool, StoreError> {
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        let statement = DeleteField {
            organization: who.organization,
            number,
        };
        Ok(connection.execute_alone(statement).await? > 0)
    }
}

/// The field that was written, or why none was: only a taken name keeps one from being.
async fn saved(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    written: &[NumberRow],
) -> Result<FieldSaved, StoreError> {
    let [NumberRow { number }] = written else {
        return Ok(FieldSaved::NameTaken);
    };
    let rows: Vec<FieldRow> = FieldByNumber {
        organization: who.organization,
        bound: who.project,
        number: *number,
    }
    .load(connection)
    .await?;
    let row = rows.into_iter().next();
    row.ok_or_else(|| StoreError::corrupt("a field that was just written is not there"))?
        .into_field()
        .map(FieldSaved::Saved)
}

/// The internal ids of these projects; `None` if one is not there.
async fn projects(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    wanted: &[ProjectNumber],
) -> Result<Option<Vec<i32>>, StoreError> {
    let mut numbers: Vec<i32> = wanted.iter().map(|it| it.get()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let count = numbers.len();
    let organization = who.organization;
    let rows: Vec<NumberRow> = ProjectsByNumber {
        organization,
        numbers,
    }
    .load(connection)
    .await?;
    Ok((rows.len() == count).then(|| rows.into_iter().map(|row| row.number).collect()))
}

fn columns(options: Vec<FieldOption>) -> (Vec<String>, Vec<bool>) {
    let options = options.into_iter();
    options
        .map(|FieldOption { value, is_default }| (value.into_string(), is_default))
        .unzip()
}
