//! The rows of a run: what each shows, and what it still waits for.

use diesel::prelude::QueryableByName;
use diesel::sql_types::{
    Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::{CaseNumber, UserNumber};
use domain::opaque::OpaqueId;
use domain::outcome::Recorded;
use domain::status::Status;
use time::OffsetDateTime;
use uuid::Uuid;

use super::results::Author;
use crate::error::StoreError;
use crate::locate::{Listed, Located, Page, Run};
use crate::pool::Store;
use crate::record::result_row::{ResultRow, row_key};
use crate::statement::statement;

/// A row's case, as far as lists of rows show it.
#[derive(Clone, Debug)]
pub struct RowCase {
    /// Its number.
    pub number: CaseNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// How important it is.
    pub priority: String,
    /// What kind of test it is.
    pub case_type: String,
    /// Where it is in its life.
    pub state: String,
    /// The folder it lies in.
    pub folder: Option<i32>,
    /// Whether it is in the catalogue; a discovered or a deleted one is not.
    pub catalogued: bool,
    /// The address of who created it.
    pub created_by: String,
    /// When it was created.
    pub created_at: OffsetDateTime,
    /// When it was last changed.
    pub updated_at: OffsetDateTime,
    /// Whether it was deleted since; what was recorded for it stays.
    pub deleted: bool,
}

/// A row of a run.
#[derive(Clone, Debug)]
pub struct RowEntry {
    /// The row.
    pub key: RowKey,
    /// Its case.
    pub case: RowCase,
    /// What it shows, without steps, and who recorded that; nothing for a row without a result.
    pub shown: Option<(Recorded, Author)>,
    /// Whether an attempt is open in it.
    pub in_progress: bool,
    /// The address of who is to carry it out.
    pub assignee: Option<String>,
}

impl RowEntry {
    /// The status the row shows.
    #[must_use]
    pub fn status(&self) -> Status {
        match &self.shown {
            Some((recorded, _)) => recorded.outcome.status.status,
            None if self.in_progress => Status::InProgress,
            None => Status::Untested,
        }
    }
}

/// In which order a run's rows are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOrder {
    /// By case, oldest first, and configuration.
    OldestCase,
    /// The other way round.
    NewestCase,
}

/// The two statements differ in their order alone. Without limits of their own both halves are read to their ends and
/// put into order afterwards (measured at 10,000 rows: 3.4 ms a page instead of 0.1).
macro_rules! row_keys {
    ($(#[$doc:meta])* $name:ident, $order:literal) => {
        statement! {
            $(#[$doc])*
            $name {
                project: Integer = i32,
                run: Integer = i32,
                skip: BigInt = i64,
                take: Nullable<BigInt> = Option<i64>,
            }
            concat!(
                "select distinct case_no, configuration from (
                     (select case_no, configuration from run_cases where project_id = $1 and run = $2
                      order by ", $order, " limit $3 + $4)
                     union all
                     (select case_no, configuration from planned_cases where project_id = $1 and run = $2
                      order by ", $order, " limit $3 + $4)
                 ) k order by ", $order, " offset $3 limit $4"
            )
        }
    };
}

row_keys! {
    /// The keys of a page of rows: two index-only scans in key order, no further than the page, merged.
    RowKeys, "case_no, configuration"
}

row_keys! {
    /// The same, backwards.
    RowKeysBackwards, "case_no desc, configuration desc"
}

statement! {
    /// The keys of a case's rows in a run.
    RowKeysOfCase { project: Integer = i32, run: Integer = i32, case_no: Integer = i32 }
    "select distinct case_no, configuration from (
         select case_no, configuration from run_cases where project_id = $1 and run = $2 and case_no = $3
         union all
         select case_no, configuration from planned_cases where project_id = $1 and run = $2 and case_no = $3
     ) k order by case_no, configuration"
}

#[derive(QueryableByName)]
struct KeyRow {
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
}

statement! {
    /// What some rows show. By primary key.
    RowResults {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
    }
    "select r.run, r.case_no, r.configuration, r.seq, r.author, r.status, r.parts, r.elapsed_ms,
         r.recorded_at, d.note, d.framework, d.started_at, d.executed_at, d.custom_status, d.facts, u.email
     from unnest($3::integer[], $4::integer[]) as w (case_no, configuration)
     cross join lateral (
         select * from run_cases s
         where s.project_id = $1 and s.run = $2 and s.case_no = w.case_no and s.configuration = w.configuration
         limit 1
     ) r
     left join lateral (
         select * from result_details d
         where r.parts & 1 = 1 and d.project_id = r.project_id and d.run = r.run and d.seq = r.seq offset 0
     ) d on true
     cross join lateral (select u.email from users u where u.id = r.author limit 1) u"
}

#[derive(QueryableByName)]
struct ShownRow {
    #[diesel(embed)]
    result: ResultRow,
    #[diesel(sql_type = Integer)]
    author: i32,
    #[diesel(sql_type = Text)]
    email: String,
}

statement! {
    /// The cases of some rows, and whether an attempt is open in each. By primary key and `attempts_open`.
    RowCases {
        project: Integer = i32,
        run: Integer = i32,
        cases: Array<Integer> = Vec<i32>,
        configurations: Array<Integer> = Vec<i32>,
    }
    "select w.case_no, w.configuration, c.opaque, c.title, c.description, c.priority, c.case_type, c.state,
         c.folder, c.catalogued and c.deleted_at is null as catalogued, u.email, c.created_at, c.updated_at,
         c.deleted_at is not null as deleted,
         exists (
             select 1 from attempts a where a.project_id = $1 and a.run = $2 and a.case_no = w.case_no
                 and a.configuration = w.configuration and a.seq is null
         ) as in_progress,
         (
             select a.assignee from row_assignees a where a.project_id = $1 and a.run = $2
                 and a.case_no = w.case_no and a.configuration = w.configuration
         ) as assignee
     from unnest($3::integer[], $4::integer[]) with ordinality as w (case_no, configuration, place)
     cross join lateral (
         select * from test_cases c where c.project_id = $1 and c.number = w.case_no limit 1
     ) c
     cross join lateral (select u.email from users u where u.id = c.created_by limit 1) u
     order by w.place"
}

#[derive(QueryableByName)]
struct RowCaseRow {
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Nullable<Text>)]
    description: Option<String>,
    #[diesel(sql_type = Text)]
    priority: String,
    #[diesel(sql_type = Text)]
    case_type: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Nullable<Integer>)]
    folder: Option<i32>,
    #[diesel(sql_type = Bool)]
    catalogued: bool,
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: OffsetDateTime,
    #[diesel(sql_type = Timestamptz)]
    updated_at: OffsetDateTime,
    #[diesel(sql_type = Bool)]
    deleted: bool,
    #[diesel(sql_type = Bool)]
    in_progress: bool,
    #[diesel(sql_type = Nullable<Text>)]
    assignee: Option<String>,
}

impl Store {
    /// The rows of a run; all of them without a page.
    pub async fn rows_of_run(
        &self,
        run: &Located<Run>,
        order: RowOrder,
        page: Option<Page>,
    ) -> Result<Listed<RowEntry>, StoreError> {
        let mut connection = self.connection().await?;
        let (project, number) = (run.project_id, run.number.get());
        let skip = page.map_or(0, |it| it.skip.into());
        let take = page.map(|it| it.take.into());
        let keys: Vec<KeyRow> = match order {
            RowOrder::OldestCase => {
                let statement = RowKeys {
                    project,
                    run: number,
                    skip,
                    take,
                };
                statement.load(&mut connection).await?
            }
            RowOrder::NewestCase => {
                let statement = RowKeysBackwards {
                    project,
                    run: number,
                    skip,
                    take,
                };
                statement.load(&mut connection).await?
            }
        };
        let total = u32::try_from(run.counts.total()).unwrap_or_default();
        Ok(Listed {
            entries: rows(&mut connection, run, keys).await?,
            total,
        })
    }

    /// The rows of one case in a run, by configuration.
    pub async fn rows_of_case(
        &self,
        run: &Located<Run>,
        case: CaseNumber,
    ) -> Result<Vec<RowEntry>, StoreError> {
        let mut connection = self.connection().await?;
        let statement = RowKeysOfCase {
            project: run.project_id,
            run: run.number.get(),
            case_no: case.get(),
        };
        let keys: Vec<KeyRow> = statement.load(&mut connection).await?;
        rows(&mut connection, run, keys).await
    }

    /// One row of a run.
    pub async fn row_of_run(
        &self,
        run: &Located<Run>,
        key: RowKey,
    ) -> Result<Option<RowEntry>, StoreError> {
        let rows = self.rows_of_case(run, key.case).await?;
        Ok(rows.into_iter().find(|row| row.key == key))
    }
}

async fn rows(
    connection: &mut AsyncPgConnection,
    run: &Located<Run>,
    keys: Vec<KeyRow>,
) -> Result<Vec<RowEntry>, StoreError> {
    let (cases, configurations): (Vec<i32>, Vec<i32>) = keys
        .into_iter()
        .map(|key| (key.case_no, key.configuration))
        .unzip();
    let (project, number) = (run.project_id, run.number.get());
    let results: Vec<ShownRow> = RowResults {
        project,
        run: number,
        cases: cases.clone(),
        configurations: configurations.clone(),
    }
    .load(connection)
    .await?;
    let mut shown = std::collections::BTreeMap::new();
    for row in results {
        let user =
            UserNumber::new(row.author).ok_or_else(|| StoreError::corrupt("author below 1"))?;
        let (key, recorded) = row.result.into_recorded()?;
        shown.insert(
            key,
            (
                recorded,
                Author {
                    user,
                    email: row.email,
                },
            ),
        );
    }
    let known: Vec<RowCaseRow> = RowCases {
        project,
        run: number,
        cases,
        configurations,
    }
    .load(connection)
    .await?;
    known
        .into_iter()
        .map(|row| {
            let key = row_key(row.case_no, row.configuration)?;
            Ok(RowEntry {
                key,
                shown: shown.remove(&key),
                in_progress: row.in_progress,
                assignee: row.assignee.or_else(|| run.row_assignee.clone()),
                case: RowCase {
                    number: key.case,
                    opaque: OpaqueId::from_uuid(row.opaque),
                    title: row.title,
                    description: row.description,
                    priority: row.priority,
                    case_type: row.case_type,
                    state: row.state,
                    folder: row.folder,
                    catalogued: row.catalogued,
                    created_by: row.email,
                    created_at: row.created_at,
                    updated_at: row.updated_at,
                    deleted: row.deleted,
                },
            })
        })
        .collect()
}
