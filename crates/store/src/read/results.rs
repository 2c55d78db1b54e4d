//! Results and step rows at given places, with the case and the author of each.

use diesel::prelude::QueryableByName;
use diesel::sql_types::{Array, Bool, Integer, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::RowKey;
use domain::number::{CaseNumber, ResultNumber, RunNumber, Seq, UserNumber};
use domain::opaque::OpaqueId;
use domain::outcome::{Recorded, StepOutcome};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::StoreError;
use crate::locate::Case;
use crate::record::result_row::{ResultRow, StepRow, attach_steps, row_key, run_number};
use crate::statement::statement;

/// Who recorded a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The user.
    pub user: UserNumber,
    /// The user's address.
    pub email: String,
}

/// A result with what it belongs to.
#[derive(Clone, Debug)]
pub struct ResultEntry {
    /// The run.
    pub run: RunNumber,
    /// The row.
    pub key: RowKey,
    /// The case.
    pub case: Case,
    /// Who recorded it.
    pub author: Author,
    /// The result, with its steps.
    pub recorded: Recorded,
}

/// A step row with what it belongs to.
#[derive(Clone, Debug)]
pub struct StepEntry {
    /// The run.
    pub run: RunNumber,
    /// The row of the result the step is part of.
    pub key: RowKey,
    /// Its own place.
    pub seq: Seq,
    /// When it was recorded.
    pub recorded_at: OffsetDateTime,
    /// The case.
    pub case: Case,
    /// Who recorded it.
    pub author: Author,
    /// The step.
    pub step: StepOutcome,
}

/// One line of a list in which results and their step rows stand together.
#[derive(Clone, Debug)]
pub enum ResultLine {
    /// A result.
    Result(Box<ResultEntry>),
    /// A step row; it stands just below its result.
    Step(Box<StepEntry>),
}

impl ResultEntry {
    /// The public integer id.
    #[must_use]
    pub fn number(&self) -> ResultNumber {
        ResultNumber::new(self.run, self.recorded.seq)
    }
}

impl StepEntry {
    /// The public integer id.
    #[must_use]
    pub fn number(&self) -> ResultNumber {
        ResultNumber::new(self.run, self.seq)
    }
}

statement! {
    /// The results at some places. By `run_cases_seq`, which only a query with `seq > 0` can use, and the key of
    /// `past_results`.
    ResultsAt { project: Integer = i32, runs: Array<Integer> = Vec<i32>, seqs: Array<Integer> = Vec<i32> }
    "select r.*, d.note, d.framework, d.started_at, d.executed_at, d.custom_status, d.facts, c.opaque, c.title, c.catalogued, u.email
     from unnest($2::integer[], $3::integer[]) as w (run, seq)
     cross join lateral (
         select * from run_cases s where s.project_id = $1 and s.run = w.run and s.seq = w.seq and s.seq > 0
         union all
         select * from past_results s where s.project_id = $1 and s.run = w.run and s.seq = w.seq
         limit 1
     ) r
     left join lateral (
         select * from result_details d
         where r.parts & 1 = 1 and d.project_id = r.project_id and d.run = r.run and d.seq = r.seq offset 0
     ) d on true
     cross join lateral (
         select c.opaque, c.title, c.catalogued and c.deleted_at is null as catalogued from test_cases c
         where c.project_id = r.project_id and c.number = r.case_no limit 1
     ) c
     cross join lateral (select u.email from users u where u.id = r.author limit 1) u"
}

#[derive(QueryableByName)]
struct EntryRow {
    #[diesel(embed)]
    result: ResultRow,
    #[diesel(embed)]
    names: NamesRow,
}

#[derive(QueryableByName)]
struct NamesRow {
    #[diesel(sql_type = Integer)]
    author: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Bool)]
    catalogued: bool,
    #[diesel(sql_type = Text)]
    email: String,
}

impl NamesRow {
    fn split(self, case: CaseNumber) -> Result<(Case, Author), StoreError> {
        let user =
            UserNumber::new(self.author).ok_or_else(|| StoreError::corrupt("author below 1"))?;
        let (title, catalogued) = (self.title, self.catalogued);
        let opaque = OpaqueId::from_uuid(self.opaque);
        Ok((
            Case {
                number: case,
                opaque,
                title,
                catalogued,
            },
            Author {
                user,
                email: self.email,
            },
        ))
    }
}

statement! {
    /// The step rows at some places. By primary key.
    StepsAt { project: Integer = i32, runs: Array<Integer> = Vec<i32>, seqs: Array<Integer> = Vec<i32> }
    "select s.run, s.seq, s.result_seq, s.position, s.step, s.status, s.custom_status, s.facts,
         s.case_no, s.configuration, s.recorded_at, r.author, c.opaque, c.title, c.catalogued, u.email
     from unnest($2::integer[], $3::integer[]) as w (run, seq)
     cross join lateral (
         select * from step_results s where s.project_id = $1 and s.run = w.run and s.seq = w.seq limit 1
     ) s
     cross join lateral (
         select author from run_cases r
         where r.project_id = $1 and r.run = s.run and r.seq = s.result_seq and r.seq > 0
         union all
         select author from past_results r where r.project_id = $1 and r.run = s.run and r.seq = s.result_seq
         limit 1
     ) r
     cross join lateral (
         select c.opaque, c.title, c.catalogued and c.deleted_at is null as catalogued from test_cases c
         where c.project_id = s.project_id and c.number = s.case_no limit 1
     ) c
     cross join lateral (select u.email from users u where u.id = r.author limit 1) u"
}

#[derive(QueryableByName)]
struct StepEntryRow {
    #[diesel(embed)]
    step: StepRow,
    #[diesel(embed)]
    names: NamesRow,
    #[diesel(sql_type = Integer)]
    case_no: i32,
    #[diesel(sql_type = Integer)]
    configuration: i32,
    #[diesel(sql_type = diesel::sql_types::Timestamptz)]
    recorded_at: OffsetDateTime,
}

statement! {
    /// The steps of the results at some places. By `step_results_result`, which only a query with `result_seq > 0`
    /// can use.
    StepsOf { project: Integer = i32, runs: Array<Integer> = Vec<i32>, seqs: Array<Integer> = Vec<i32> }
    "select s.run, s.seq, s.result_seq, s.position, s.step, s.status, s.custom_status, s.facts
     from unnest($2::integer[], $3::integer[]) as w (run, seq)
     cross join lateral (
         select * from step_results s
         where s.project_id = $1 and s.run = w.run and s.result_seq = w.seq and s.result_seq > 0 offset 0
     ) s"
}

/// Places in runs of one project, as two columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) runs: Vec<i32>,
    pub(super) seqs: Vec<i32>,
}

/// Results and step rows at these places, in no order.
pub(super) async fn lines_at(
    connection: &mut AsyncPgConnection,
    project: i32,
    places: Places,
) -> Result<Vec<ResultLine>, StoreError> {
    let Places { runs, seqs } = places.clone();
    let rows: Vec<StepEntryRow> = StepsAt {
        project,
        runs,
        seqs,
    }
    .load(connection)
    .await?;
    let mut lines = Vec::with_capacity(places.seqs.len());
    for row in rows {
        let key = row_key(row.case_no, row.configuration)?;
        let (case, author) = row.names.split(key.case)?;
        let seq = Seq::new(row.step.seq).ok_or_else(|| StoreError::corrupt("seq out of range"))?;
        lines.push(ResultLine::Step(Box::new(StepEntry {
            run: run_number(row.step.run)?,
            key,
            seq,
            recorded_at: row.recorded_at,
            case,
            author,
            step: row.step.into_step()?,
        })));
    }
    let results = results_at(connection, project, places).await?;
    lines.extend(
        results
            .into_iter()
            .map(|entry| ResultLine::Result(Box::new(entry))),
    );
    Ok(lines)
}

/// Results at these places, with their steps, in no order; other places are passed over.
pub(super) async fn results_at(
    connection: &mut AsyncPgConnection,
    project: i32,
    places: Places,
) -> Result<Vec<ResultEntry>, StoreError> {
    let Places { runs, seqs } = places;
    let rows: Vec<EntryRow> = ResultsAt {
        project,
        runs,
        seqs,
    }
    .load(connection)
    .await?;
    let mut stepped = Places::default();
    let mut results = Vec::with_capacity(rows.len());
    let mut names = Vec::with_capacity(rows.len());
    for row in rows {
        let run = run_number(row.result.run)?;
        if row.result.parts & 2 != 0 {
            stepped.runs.push(row.result.run);
            stepped.seqs.push(row.result.seq);
        }
        let (key, recorded) = row.result.into_recorded()?;
        names.push(row.names.split(key.case)?);
        results.push((run, key, recorded));
    }
    if !stepped.seqs.is_empty() {
        let Places { runs, seqs } = stepped;
        let steps: Vec<StepRow> = StepsOf {
            project,
            runs,
            seqs,
        }
        .load(connection)
        .await?;
        attach_steps(&mut results, steps)?;
    }
    Ok(results
        .into_iter()
        .zip(names)
        .map(|((run, key, recorded), (case, author))| ResultEntry {
            run,
            key,
            case,
            author,
            recorded,
        })
        .collect())
}
