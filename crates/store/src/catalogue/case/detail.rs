//! Everything the catalogue holds of cases.

use diesel::sql_types::{Array, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::{CaseNumber, ProjectNumber, UserNumber};
use domain::opaque::OpaqueId;
use domain::text::Text as ScreenedText;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::facts::CaseFacts;
use super::{CaseDetail, CaseExtras};
use crate::error::StoreError;
use crate::locate::{Case, Located};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// Cases by primary key, in the order asked; deleted and unknown ones are left out.
    CaseDetails { projects: Array<Integer> = Vec<i32>, numbers: Array<Integer> = Vec<i32> }
    include_str!("detail.sql")
}

#[derive(diesel::QueryableByName)]
struct DetailRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Integer)]
    project_number: i32,
    #[diesel(sql_type = SqlUuid)]
    project_opaque: Uuid,
    #[diesel(sql_type = Nullable<Integer>)]
    folder: Option<i32>,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Nullable<Text>)]
    description: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    preconditions: Option<String>,
    #[diesel(sql_type = Text)]
    priority: String,
    #[diesel(sql_type = Text)]
    case_type: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    automation: String,
    #[diesel(sql_type = Text)]
    template: String,
    #[diesel(sql_type = Nullable<Text>)]
    owner: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    tags: Vec<String>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    facts: Option<Value>,
    #[diesel(sql_type = Text)]
    created_by: String,
    #[diesel(sql_type = Integer)]
    creator: i32,
    #[diesel(sql_type = Text)]
    updated_by: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
    #[diesel(sql_type = Timestamptz)]
    updated_at: OffsetDateTime,
    #[diesel(sql_type = Array<Integer>)]
    step_ids: Vec<i32>,
    #[diesel(sql_type = Array<Text>)]
    actions: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    expected: Vec<String>,
}

impl DetailRow {
    fn into_detail(self) -> Result<CaseDetail, StoreError> {
        let CaseExtras {
            expected_result,
            layer,
            is_e2e,
            issues,
            fields,
            bdd,
        } = CaseFacts::read(self.facts)?;
        let texts = self.actions.into_iter().zip(self.expected);
        let steps = self.step_ids.into_iter().zip(texts);
        Ok(CaseDetail {
            number: CaseNumber::new(self.number)
                .ok_or_else(|| StoreError::corrupt("test_cases.number below 1"))?,
            opaque: OpaqueId::from_uuid(self.opaque),
            project: ProjectNumber::new(self.project_number)
                .ok_or_else(|| StoreError::corrupt("projects.number below 1"))?,
            project_opaque: OpaqueId::from_uuid(self.project_opaque),
            folder: self.folder,
            title: self.title,
            description: self.description,
            preconditions: self.preconditions,
            expected_result: expected_result.map(ScreenedText::into_string),
            priority: self.priority,
            case_type: self.case_type,
            state: self.state,
            automation: self.automation,
            template: self.template,
            layer: layer.map(ScreenedText::into_string),
            is_e2e,
            owner: self.owner,
            tags: self.tags,
            issues,
            fields,
            bdd,
            created_by: self.created_by,
            creator: UserNumber::new(self.creator)
                .ok_or_else(|| StoreError::corrupt("test_cases.created_by below 1"))?,
            updated_by: self.updated_by,
            created_at: self.created_at,
            updated_at: self.updated_at,
            steps: steps
                .map(|(id, (action, expected))| (id, action, expected))
                .collect(),
        })
    }
}

/// The details of cases, each with its project's internal id, in the order asked.
pub(super) async fn details(
    connection: &mut AsyncPgConnection,
    cases: impl IntoIterator<Item = (i32, i32)>,
) -> Result<Vec<CaseDetail>, StoreError> {
    let (projects, numbers): (Vec<i32>, Vec<i32>) = cases.into_iter().unzip();
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let statement = CaseDetails { projects, numbers };
    let rows: Vec<DetailRow> = statement.load(connection).await?;
    rows.into_iter().map(DetailRow::into_detail).collect()
}

impl Store {
    /// Everything the catalogue holds of a case; `None` if it was deleted a moment ago.
    pub async fn case_detail(
        &self,
        case: &Located<Case>,
    ) -> Result<Option<CaseDetail>, StoreError> {
        let mut connection = self.connection().await?;
        let found = details(&mut connection, [(case.project_id, case.number.get())]).await?;
        Ok(found.into_iter().next())
    }
}
