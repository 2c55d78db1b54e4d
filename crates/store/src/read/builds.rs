//! Finds runs by what their reporters said of them.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, BigInt, Integer, Nullable, SmallInt, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use domain::counts::Counts;
use domain::number::RunNumber;
use domain::run_state::RunState;
use domain::status::Status;
use time::OffsetDateTime;

use super::build::{Build, BuildRow};
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::locate::{Located, Project, Run, runs_by_number};
use crate::pool::Store;
use crate::statement::statement;

/// Which runs to find: those that meet every condition. An empty list is no condition.
#[derive(Clone, Debug, Default)]
pub struct BuildFilter {
    /// The name of their project.
    pub project_name: Option<String>,
    /// Their name is one of these.
    pub names: Vec<String>,
    /// Who started them is one of these, by name, address or number.
    pub users: Vec<String>,
    /// They have at least one of these labels.
    pub tags: Vec<String>,
    /// They were reported from one of these test frameworks, in lower case.
    pub frameworks: Vec<String>,
    /// They began within this time, ends included.
    pub began: Option<(OffsetDateTime, OffsetDateTime)>,
    /// They have one of these shapes.
    pub shapes: Option<Shapes>,
    /// They are older than the run of this number.
    pub before: Option<i32>,
}

/// Shapes of runs, at a moment.
#[derive(Clone, Debug)]
pub struct Shapes {
    /// A run that has not changed since then is quiet.
    pub quiet_since: OffsetDateTime,
    /// The shapes.
    pub any_of: Vec<RunShape>,
}

/// All that a state can depend on that is computed from a run: so that a rule for such a state is
/// written once, outside of the store, and can be searched for all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunShape {
    /// One for each status that at least one row shows.
    pub shown: Counts,
    /// Whether the run was declared complete.
    pub over: bool,
    /// Whether it has been quiet for long.
    pub quiet: bool,
    /// Whether it is short or late.
    pub short_or_late: bool,
}

const OVER: i32 = 1 << Status::ALL.len();
const QUIET: i32 = OVER << 1;
const SHORT_OR_LATE: i32 = QUIET << 1;

impl RunShape {
    /// Every shape there is.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..SHORT_OR_LATE << 1).map(|code| {
            let shown = (0..Status::ALL.len()).map(|place| (code >> place) & 1);
            Self {
                shown: Counts::from_codes(&shown.collect::<Vec<i32>>()),
                over: code & OVER != 0,
                quiet: code & QUIET != 0,
                short_or_late: code & SHORT_OR_LATE != 0,
            }
        })
    }

    /// As `builds_find.sql` computes it.
    fn code(&self) -> i32 {
        let Self {
            shown,
            over,
            quiet,
            short_or_late,
        } = self;
        let flag = |set: bool, bit: i32| if set { bit } else { 0 };
        let shown = shown.codes().into_iter().enumerate();
        let shown: i32 = shown
            .map(|(place, count)| flag(count > 0, 1 << place))
            .sum();
        shown + flag(*over, OVER) + flag(*quiet, QUIET) + flag(*short_or_late, SHORT_OR_LATE)
    }
}

statement! {
    /// By the primary key of runs, newest first.
    FindBuilds {
        organization: Integer = i32,
        project: Nullable<Integer> = Option<i32>,
        project_name: Nullable<Text> = Option<String>,
        names: Array<Text> = Vec<String>,
        users: Array<Text> = Vec<String>,
        tags: Array<Text> = Vec<String>,
        frameworks: Array<Text> = Vec<String>,
        began_from: Nullable<Timestamptz> = Option<OffsetDateTime>,
        began_to: Nullable<Timestamptz> = Option<OffsetDateTime>,
        before: Nullable<Integer> = Option<i32>,
        quiet_since: Nullable<Timestamptz> = Option<OffsetDateTime>,
        shapes: Array<Integer> = Vec<i32>,
        over: Array<SmallInt> = Vec<i16>,
        take: BigInt = i64,
    }
    include_str!("builds_find.sql")
}

statement! {
    /// By primary key.
    BuildsOf { projects: Array<Integer> = Vec<i32>, runs: Array<Integer> = Vec<i32> }
    "select b.run, b.build_number, b.identifier, b.host_info, b.ci_info, b.version_control, b.framework_name,
         b.framework_version
     from unnest($1::integer[], $2::integer[]) as w (project_id, run)
     join builds b on b.project_id = w.project_id and b.run = w.run"
}

impl Store {
    /// The runs that meet the filter, newest first, at most `take` of them: of one project, or of all
    /// that the key may see.
    pub async fn find_builds(
        &self,
        who: &Principal,
        project: Option<&Located<Project>>,
        filter: BuildFilter,
        take: u32,
    ) -> Result<Vec<Located<Run>>, StoreError> {
        let BuildFilter {
            project_name,
            names,
            users,
            tags,
            frameworks,
            began,
            shapes,
            before,
        } = filter;
        let over = RunState::ALL.into_iter().filter(|it| it.is_over());
        let (began_from, began_to) = began.unzip();
        let statement = FindBuilds {
            organization: who.organization,
            project: project.map(|it| it.project_id).or(who.project),
            project_name,
            names,
            users,
            tags,
            frameworks,
            began_from,
            began_to,
            before,
            quiet_since: shapes.as_ref().map(|it| it.quiet_since),
            shapes: shapes.map_or_else(Vec::new, |it| {
                it.any_of.iter().map(RunShape::code).collect()
            }),
            over: over.map(RunState::code).collect(),
            take: take.into(),
        };
        let mut connection = self.connection().await?;
        let found: Vec<NumberRow> = statement.load(&mut connection).await?;
        let numbers = found.into_iter().map(|row| row.number).collect();
        runs_by_number(&mut connection, who, numbers).await
    }

    /// What only builds have, of each of these runs that is one.
    pub async fn builds_of(
        &self,
        runs: &[Located<Run>],
    ) -> Result<BTreeMap<RunNumber, Build>, StoreError> {
        let statement = BuildsOf {
            projects: runs.iter().map(|it| it.project_id).collect(),
            runs: runs.iter().map(|it| it.number.get()).collect(),
        };
        let mut connection = self.connection().await?;
        let rows: Vec<BuildRow> = statement.load(&mut connection).await?;
        let entries = rows.into_iter().map(|row| {
            let run =
                RunNumber::new(row.run).ok_or_else(|| StoreError::corrupt("builds.run below 1"))?;
            Ok((run, row.build))
        });
        entries.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_has_a_code_of_its_own() {
        for (code, shape) in (0..).zip(RunShape::all()) {
            assert_eq!(shape.code(), code);
        }
        assert_eq!(RunShape::all().count(), 8192);
    }
}
