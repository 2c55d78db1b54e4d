//! Custom fields of the organization: what they are, and which of them a project has.

use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, SmallInt, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use domain::custom_field::{FieldKind, FieldOption, FieldRule, FieldSubject};
use domain::number::{FieldNumber, ProjectNumber};
use domain::text::Text as ScreenedText;
use time::OffsetDateTime;

use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::locate::{Listed, Located, Page, total};
use crate::pool::Store;
use crate::statement::statement;

/// A custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    /// Its number, unique in the organization.
    pub number: FieldNumber,
    /// What has the field.
    pub subject: FieldSubject,
    /// Its name, and what its values must be.
    pub rule: FieldRule,
    /// What a form shows before there is a value.
    pub placeholder: Option<String>,
    /// Whether a form insists on a value.
    pub required: bool,
    /// Where it is used.
    pub reach: FieldReach,
    /// When it was created.
    pub created_at: OffsetDateTime,
}

/// Which projects have a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldReach {
    /// All of them.
    pub every_project: bool,
    /// Those that are created from now on.
    pub future_projects: bool,
    /// Besides, these.
    pub projects: Vec<ProjectNumber>,
}

macro_rules! field_query {
    ($condition:literal) => {
        concat!(
            "select f.number, f.subject, f.name, f.kind, f.placeholder, f.required, f.options, f.defaults,
                 f.every_project, f.future_since is not null as future_projects,
                 array(select p.number from projects p
                       where p.id = any(f.projects) and p.deleted_at is null and ($2::int is null or p.id = $2)
                       order by p.number) as projects,
                 f.created_at
             from custom_fields f where f.organization_id = $1 and ",
            $condition
        )
    };
}

statement! {
    /// By primary key.
    FieldByNumber { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, number: Integer = i32 }
    field_query!("f.number = $3")
}

statement! {
    /// By primary key, backwards.
    FieldPage { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, skip: BigInt = i64, take: BigInt = i64 }
    field_query!("true order by f.number desc offset $3 limit $4")
}

statement! {
    FieldCount { organization: Integer = i32 }
    "select count(*)::int as number from custom_fields where organization_id = $1"
}

statement! {
    /// The fields of a project, by the unique key of subject and name.
    FieldsOfProject { organization: Integer = i32, project: Integer = i32, subject: SmallInt = i16 }
    field_query!(
        "f.subject = $3 and (
             f.every_project or $2 = any(f.projects)
             or f.future_since <= (select p.created_at from projects p where p.id = $2)
         ) order by f.name"
    )
}

#[derive(diesel::QueryableByName)]
pub(super) struct FieldRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SmallInt)]
    subject: i16,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = SmallInt)]
    kind: i16,
    #[diesel(sql_type = Nullable<Text>)]
    placeholder: Option<String>,
    #[diesel(sql_type = Bool)]
    required: bool,
    #[diesel(sql_type = Array<Text>)]
    options: Vec<String>,
    #[diesel(sql_type = Array<Bool>)]
    defaults: Vec<bool>,
    #[diesel(sql_type = Bool)]
    every_project: bool,
    #[diesel(sql_type = Bool)]
    future_projects: bool,
    #[diesel(sql_type = Array<Integer>)]
    projects: Vec<i32>,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
}

impl FieldRow {
    pub(super) fn into_field(self) -> Result<CustomField, StoreError> {
        let screened = |raw: String| {
            ScreenedText::new(raw).map_err(|_| StoreError::corrupt("a text of custom_fields"))
        };
        let options = self.options.into_iter().zip(self.defaults);
        let projects = self.projects.into_iter().map(ProjectNumber::new);
        Ok(CustomField {
            number: FieldNumber::new(self.number)
                .ok_or_else(|| StoreError::corrupt("custom_fields.number below 1"))?,
            subject: FieldSubject::from_code(self.subject)
                .ok_or_else(|| StoreError::corrupt("custom_fields.subject"))?,
            rule: FieldRule {
                name: screened(self.name)?,
                kind: FieldKind::from_code(self.kind)
                    .ok_or_else(|| StoreError::corrupt("custom_fields.kind"))?,
                options: options
                    .map(|(value, is_default)| {
                        Ok(FieldOption {
                            value: screened(value)?,
                            is_default,
                        })
                    })
                    .collect::<Result<_, StoreError>>()?,
            },
            placeholder: self.placeholder,
            required: self.required,
            reach: FieldReach {
                every_project: self.every_project,
                future_projects: self.future_projects,
                projects: projects
                    .collect::<Option<_>>()
                    .ok_or_else(|| StoreError::corrupt("projects.number below 1"))?,
            },
            created_at: self.created_at,
        })
    }
}

impl Store {
    /// The custom fields of the organization, newest first. Of their projects, those the key may see.
    pub async fn list_fields(
        &self,
        who: &Principal,
        page: Page,
    ) -> Result<Listed<CustomField>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let mut connection = self.connection().await?;
        let rows: Vec<FieldRow> = FieldPage {
            organization,
            bound,
            skip: page.skip.into(),
            take: page.take.into(),
        }
        .load(&mut connection)
        .await?;
        let count: Vec<NumberRow> = FieldCount { organization }.load(&mut connection).await?;
        Ok(Listed {
            entries: rows
                .into_iter()
                .map(FieldRow::into_field)
                .collect::<Result<_, _>>()?,
            total: total(&count),
        })
    }

    /// Finds a custom field.
    pub async fn find_field(
        &self,
        who: &Principal,
        number: i32,
    ) -> Result<Option<CustomField>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let mut connection = self.connection().await?;
        let rows: Vec<FieldRow> = FieldByNumber {
            organization,
            bound,
            number,
        }
        .load(&mut connection)
        .await?;
        rows.into_iter()
            .next()
            .map(FieldRow::into_field)
            .transpose()
    }

    /// The custom fields that cases, or results, of a project have, by name. What is located may be the
    /// project or anything in it.
    pub async fn fields_in<T>(
        &self,
        within: &Located<T>,
        subject: FieldSubject,
    ) -> Result<Vec<CustomField>, StoreError> {
        let mut connection = self.connection().await?;
        let rows: Vec<FieldRow> = FieldsOfProject {
            organization: within.organization,
            project: within.project_id,
            subject: subject.code(),
        }
        .load(&mut connection)
        .await?;
        rows.into_iter().map(FieldRow::into_field).collect()
    }

    /// What values of a project's custom fields must be. What has another name is no custom field.
    pub async fn field_rules<T>(
        &self,
        within: &Located<T>,
        subject: FieldSubject,
    ) -> Result<Vec<FieldRule>, StoreError> {
        let fields = self.fields_in(within, subject).await?;
        Ok(fields.into_iter().map(|field| field.rule).collect())
    }
}
