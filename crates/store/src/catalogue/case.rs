//! Test cases and their steps.

use diesel::sql_types::{Array, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncConnection, RunQueryDsl};
use domain::number::CaseNumber;
use domain::opaque::OpaqueId;
use domain::text::Text as ScreenedText;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

/// A case to be created.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The folder it lies in.
    pub folder: Option<i32>,
    /// Its title, of 1 to 1,000 characters.
    pub title: ScreenedText,
    /// What it is about.
    pub description: Option<ScreenedText>,
    /// What must hold before it is executed.
    pub preconditions: Option<ScreenedText>,
    /// How important it is.
    pub priority: ScreenedText,
    /// What kind of test it is.
    pub case_type: ScreenedText,
    /// Where it is in its life.
    pub state: ScreenedText,
    /// Whether a machine executes it.
    pub automation: ScreenedText,
    /// The template it was written with.
    pub template: ScreenedText,
    /// The address of who looks after it; the creator's if left out.
    pub owner: Option<ScreenedText>,
    /// Labels.
    pub tags: Vec<ScreenedText>,
    /// Keys of linked issues.
    pub issues: Vec<ScreenedText>,
    /// Its steps, in order.
    pub steps: Vec<NewStep>,
}

/// A step of a case to be created.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// What to do.
    pub action: ScreenedText,
    /// What should happen.
    pub expected: ScreenedText,
}

/// A case with everything the catalogue holds of it.
#[derive(Clone, Debug)]
pub struct CaseDetail {
    /// Its number.
    pub number: CaseNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// The folder it lies in.
    pub folder: Option<i32>,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// What must hold before it is executed.
    pub preconditions: Option<String>,
    /// How important it is.
    pub priority: String,
    /// What kind of test it is.
    pub case_type: String,
    /// Where it is in its life.
    pub state: String,
    /// Whether a machine executes it.
    pub automation: String,
    /// The template it was written with.
    pub template: String,
    /// The address of who looks after it.
    pub owner: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// Keys of linked issues.
    pub issues: Vec<String>,
    /// The address of who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
    /// Its steps, in order: permanent id, action, expected outcome.
    pub steps: Vec<(i32, String, String)>,
}

statement! {
    CreateCase {
        organization: Integer = i32,
        project: Integer = i32,
        folder: Nullable<Integer> = Option<i32>,
        title: Text = String,
        description: Nullable<Text> = Option<String>,
        preconditions: Nullable<Text> = Option<String>,
        priority: Text = String,
        case_type: Text = String,
        state: Text = String,
        automation: Text = String,
        template: Text = String,
        owner: Text = String,
        tags: Array<Text> = Vec<String>,
        issues: Array<Text> = Vec<String>,
        user: Integer = i32,
        actions: Array<Text> = Vec<String>,
        expected: Array<Text> = Vec<String>,
    }
    include_str!("case_create.sql")
}

statement! {
    FindCase { project: Integer = i32, number: Integer = i32 }
    "select c.number, c.opaque, c.folder, c.title, c.description, c.preconditions, c.priority, c.case_type,
         c.state, c.automation, c.template, c.owner, c.tags, c.issues, u.email, c.created_at, c.updated_at,
         array(select s.id from case_steps s
               where s.project_id = c.project_id and s.case_no = c.number order by s.position) as step_ids,
         array(select s.action from case_steps s
               where s.project_id = c.project_id and s.case_no = c.number order by s.position) as actions,
         array(select s.expected from case_steps s
               where s.project_id = c.project_id and s.case_no = c.number order by s.position) as expected
     from test_cases c join users u on u.id = c.created_by
     where c.project_id = $1 and c.number = $2 and c.deleted_at is null"
}

#[derive(diesel::QueryableByName)]
struct DetailRow {
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
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
    #[diesel(sql_type = Array<Text>)]
    issues: Vec<String>,
    #[diesel(sql_type = Text)]
    email: String,
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
        let texts = self.actions.into_iter().zip(self.expected);
        let steps = self.step_ids.into_iter().zip(texts);
        Ok(CaseDetail {
            number: CaseNumber::new(self.number)
                .ok_or_else(|| StoreError::corrupt("test_cases.number below 1"))?,
            opaque: OpaqueId::from_uuid(self.opaque),
            folder: self.folder,
            title: self.title,
            description: self.description,
            preconditions: self.preconditions,
            priority: self.priority,
            case_type: self.case_type,
            state: self.state,
            automation: self.automation,
            template: self.template,
            owner: self.owner,
            tags: self.tags,
            issues: self.issues,
            created_by: self.email,
            created_at: self.created_at,
            updated_at: self.updated_at,
            steps: steps
                .map(|(id, (action, expected))| (id, action, expected))
                .collect(),
        })
    }
}

impl Store {
    /// Creates a case with its steps; `None` if the project has no such folder.
    pub async fn create_case(
        &self,
        who: &Principal,
        project: &Located<Project>,
        new: NewCase,
    ) -> Result<Option<CaseDetail>, StoreError> {
        let statement = create(who, project, new);
        let mut connection = self.connection().await?;
        connection
            .transaction(async |connection| {
                let made: Vec<NumberRow> = statement.load(connection).await?;
                let Some(NumberRow { number }) = made.into_iter().next() else {
                    return Ok(None);
                };
                let project = project.project_id;
                let rows: Vec<DetailRow> = FindCase { project, number }.load(connection).await?;
                rows.into_iter()
                    .next()
                    .map(DetailRow::into_detail)
                    .transpose()
            })
            .await
    }

    /// Everything the catalogue holds of a case.
    pub async fn case_detail(
        &self,
        case: &Located<crate::locate::Case>,
    ) -> Result<Option<CaseDetail>, StoreError> {
        let mut connection = self.connection().await?;
        let (project, number) = (case.project_id, case.number.get());
        let rows: Vec<DetailRow> = FindCase { project, number }.load(&mut connection).await?;
        rows.into_iter()
            .next()
            .map(DetailRow::into_detail)
            .transpose()
    }
}

fn create(who: &Principal, project: &Located<Project>, new: NewCase) -> CreateCase {
    let text = |text: Option<ScreenedText>| text.map(ScreenedText::into_string);
    let texts = |texts: Vec<ScreenedText>| -> Vec<String> {
        texts.into_iter().map(ScreenedText::into_string).collect()
    };
    let steps = new.steps.into_iter();
    let (actions, expected) = steps
        .map(|step| (step.action.into_string(), step.expected.into_string()))
        .unzip();
    CreateCase {
        organization: project.organization,
        project: project.project_id,
        folder: new.folder,
        title: new.title.into_string(),
        description: text(new.description),
        preconditions: text(new.preconditions),
        priority: new.priority.into_string(),
        case_type: new.case_type.into_string(),
        state: new.state.into_string(),
        automation: new.automation.into_string(),
        template: new.template.into_string(),
        owner: text(new.owner).unwrap_or_else(|| who.email.clone()),
        tags: texts(new.tags),
        issues: texts(new.issues),
        user: who.user.get(),
        actions,
        expected,
    }
}
