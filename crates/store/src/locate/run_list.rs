//! Lists runs.

use diesel::sql_types::{Array, BigInt, Integer, Nullable, SmallInt, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use domain::run_state::RunState;
use time::OffsetDateTime;

use super::run::RunRow;
use super::run::{is_short_or_late, run_query};
use super::{Listed, Located, Page, Period, Project, Run, total};
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// Which runs to list. What is left empty lets every run through.
#[derive(Clone, Debug, Default)]
pub struct RunFilter {
    /// In one of these states.
    pub states: Vec<RunState>,
    /// In one of these instead, for a run that is short or late.
    pub states_if_short_or_late: Option<Vec<RunState>>,
    /// To be carried out by one of these, by address in any case.
    pub assignees: Vec<String>,
    /// Created in this period.
    pub created: Period,
    /// Ended in this period; a run that is open has no end.
    pub closed: Period,
    /// Executing this plan.
    pub plan: Option<i32>,
}

impl RunFilter {
    /// Runs in any of `states`.
    #[must_use]
    pub fn of(states: Vec<RunState>) -> Self {
        Self {
            states,
            ..Self::default()
        }
    }
}

/// What a run has to fulfil; the parameters are `$3` to `$10`.
macro_rules! filter {
    () => {
        concat!(
            "case
                 when $10::smallint[] is not null and ",
            is_short_or_late!(),
            " then r.state = any($10)
                 else cardinality($3::smallint[]) = 0 or r.state = any($3)
             end
             and (cardinality($4::text[]) = 0 or lower(r.assignee) = any($4))
             and ($5::timestamptz is null or r.created_at >= $5)
             and ($6::timestamptz is null or r.created_at < $6)
             and ($7::timestamptz is null or r.finished_at >= $7)
             and ($8::timestamptz is null or r.finished_at < $8)
             and ($9::int is null or r.plan = $9)"
        )
    };
}

statement! {
    RunPage {
        organization: Integer = i32,
        project: Nullable<Integer> = Option<i32>,
        states: Array<SmallInt> = Vec<i16>,
        assignees: Array<Text> = Vec<String>,
        created_from: Nullable<Timestamptz> = Option<OffsetDateTime>,
        created_before: Nullable<Timestamptz> = Option<OffsetDateTime>,
        closed_from: Nullable<Timestamptz> = Option<OffsetDateTime>,
        closed_before: Nullable<Timestamptz> = Option<OffsetDateTime>,
        plan: Nullable<Integer> = Option<i32>,
        states_if_short_or_late: Nullable<Array<SmallInt>> = Option<Vec<i16>>,
        skip: BigInt = i64,
        take: BigInt = i64,
    }
    run_query!(concat!(filter!(), " order by r.number desc offset $11 limit $12"))
}

statement! {
    RunCount {
        organization: Integer = i32,
        project: Nullable<Integer> = Option<i32>,
        states: Array<SmallInt> = Vec<i16>,
        assignees: Array<Text> = Vec<String>,
        created_from: Nullable<Timestamptz> = Option<OffsetDateTime>,
        created_before: Nullable<Timestamptz> = Option<OffsetDateTime>,
        closed_from: Nullable<Timestamptz> = Option<OffsetDateTime>,
        closed_before: Nullable<Timestamptz> = Option<OffsetDateTime>,
        plan: Nullable<Integer> = Option<i32>,
        states_if_short_or_late: Nullable<Array<SmallInt>> = Option<Vec<i16>>,
    }
    concat!(
        "select count(*)::int as number from projects p join runs r on r.project_id = p.id
         where p.organization_id = $1 and ($2::int is null or p.id = $2)
             and p.deleted_at is null and r.deleted_at is null and ",
        filter!()
    )
}

impl Store {
    /// Runs, newest first: of one project, or of all that the key may see.
    pub async fn list_runs(
        &self,
        who: &Principal,
        project: Option<&Located<Project>>,
        filter: RunFilter,
        page: Page,
    ) -> Result<Listed<Located<Run>>, StoreError> {
        let RunFilter {
            states,
            states_if_short_or_late,
            assignees,
            created,
            closed,
            plan,
        } = filter;
        let organization = who.organization;
        let project = project.map(|it| it.project_id).or(who.project);
        let codes = |states: Vec<RunState>| -> Vec<i16> {
            states.into_iter().map(RunState::code).collect()
        };
        let states = codes(states);
        let states_if_short_or_late = states_if_short_or_late.map(codes);
        let assignees: Vec<String> = assignees.iter().map(|it| it.to_lowercase()).collect();
        let mut connection = self.connection().await?;
        let rows: Vec<RunRow> = RunPage {
            organization,
            project,
            states: states.clone(),
            assignees: assignees.clone(),
            created_from: created.from,
            created_before: created.before,
            closed_from: closed.from,
            closed_before: closed.before,
            plan,
            states_if_short_or_late: states_if_short_or_late.clone(),
            skip: page.skip.into(),
            take: page.take.into(),
        }
        .load(&mut connection)
        .await?;
        let count: Vec<NumberRow> = RunCount {
            organization,
            project,
            states,
            assignees,
            created_from: created.from,
            created_before: created.before,
            closed_from: closed.from,
            closed_before: closed.before,
            plan,
            states_if_short_or_late,
        }
        .load(&mut connection)
        .await?;
        Ok(Listed {
            entries: rows
                .into_iter()
                .map(|row| row.located(organization))
                .collect::<Result<_, _>>()?,
            total: total(&count),
        })
    }
}
