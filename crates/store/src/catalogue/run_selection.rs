//! Selects the cases of a run by where they lie and what they are.

use diesel::sql_types::{Array, Bool, Integer, Jsonb, Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::number::CaseNumber;
use domain::outcome::Field;
use domain::text::Text as ScreenedText;
use serde_json::Value;

use super::case::some_fields;
use super::run_change::strings;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

/// Which cases of a project's catalogue a run is to have. What is left empty lets every case through.
#[derive(Clone, Debug, Default)]
pub struct CaseSelection {
    /// In one of these folders; unknown folders hold none.
    pub folders: Option<Vec<i32>>,
    /// Or in a folder below one of them.
    pub with_sub_folders: bool,
    /// Of one of these priorities.
    pub priorities: Vec<String>,
    /// Of one of these types.
    pub types: Vec<String>,
    /// In one of these states.
    pub states: Vec<String>,
    /// Owned by one of these, by address in any case.
    pub owners: Vec<String>,
    /// With at least one of these tags.
    pub tags: Vec<String>,
    /// With a value in each of these custom fields. The values come with the case: what one spells is for
    /// those who wrote it to say.
    pub fields: Vec<ScreenedText>,
}

/// A case that a selection lets through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectedCase {
    /// Its number.
    pub number: CaseNumber,
    /// Its values of the custom fields that the selection names.
    pub fields: Vec<Field>,
}

statement! {
    SelectCases {
        project: Integer = i32,
        folders: Nullable<Array<Integer>> = Option<Vec<i32>>,
        with_sub_folders: Bool = bool,
        priorities: Array<Text> = Vec<String>,
        types: Array<Text> = Vec<String>,
        states: Array<Text> = Vec<String>,
        owners: Array<Text> = Vec<String>,
        tags: Array<Text> = Vec<String>,
        fields: Array<Text> = Vec<String>,
    }
    "with recursive chosen as (
         select f.number from folders f
         where f.project_id = $1 and f.number = any($2) and f.deleted_at is null
         union
         select f.number from chosen
         join folders f on f.project_id = $1 and f.parent = chosen.number and f.deleted_at is null
         where $3
     )
     select c.number,
         case when cardinality($9::text[]) > 0 then (
             select jsonb_agg(f.pair) from jsonb_array_elements(c.facts -> 'fields') as f (pair)
             where f.pair ->> 0 = any($9)
         ) end as fields
     from test_cases c
     where c.project_id = $1 and c.catalogued and c.deleted_at is null
         and ($2 is null or c.folder in (select number from chosen))
         and (cardinality($4::text[]) = 0 or c.priority = any($4))
         and (cardinality($5::text[]) = 0 or c.case_type = any($5))
         and (cardinality($6::text[]) = 0 or c.state = any($6))
         and (cardinality($7::text[]) = 0 or lower(c.owner) = any($7))
         and (cardinality($8::text[]) = 0 or c.tags && $8)
         and (cardinality($9::text[]) = 0 or $9 <@ array(
             select f.pair ->> 0 from jsonb_array_elements(c.facts -> 'fields') as f (pair)
         ))
     order by c.number"
}

#[derive(diesel::QueryableByName)]
struct SelectedRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = Nullable<Jsonb>)]
    fields: Option<Value>,
}

impl SelectedRow {
    fn into_selected(self) -> Result<SelectedCase, StoreError> {
        let Self { number, fields } = self;
        Ok(SelectedCase {
            number: CaseNumber::new(number)
                .ok_or_else(|| StoreError::corrupt("test_cases.number below 1"))?,
            fields: some_fields(fields)?,
        })
    }
}

impl Store {
    /// The cases of the project's catalogue that a selection lets through.
    pub async fn select_cases(
        &self,
        project: &Located<Project>,
        selection: CaseSelection,
    ) -> Result<Vec<SelectedCase>, StoreError> {
        let CaseSelection {
            folders,
            with_sub_folders,
            priorities,
            types,
            states,
            owners,
            tags,
            fields,
        } = selection;
        let mut connection = self.connection().await?;
        let statement = SelectCases {
            project: project.project_id,
            folders,
            with_sub_folders,
            priorities,
            types,
            states,
            owners: owners.iter().map(|it| it.to_lowercase()).collect(),
            tags,
            fields: strings(fields),
        };
        let rows: Vec<SelectedRow> = statement.load(&mut connection).await?;
        rows.into_iter().map(SelectedRow::into_selected).collect()
    }
}
