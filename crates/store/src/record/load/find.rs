//! Locks the runs, finds the cases that are named, and reads what is known of them.

use diesel::sql_types::{Array, Bool, Integer, SmallInt};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::known::{Known, KnownRow};
use super::look_up::Asked;
use crate::catalogue::NamedCase;
use crate::catalogue::resolve::resolve_cases;
use crate::error::StoreError;
use crate::record::Sent;
use crate::record::names::{KnownNames, Version};
use crate::statement::statement;

statement! {
    /// Locks runs in the order of their keys, which is that of the arrays, so that concurrent batches wait instead of
    /// deadlocking. One by one, each by its whole key: as a plain join it was planned, while there were few runs, as a
    /// reading of all runs, and stayed so.
    LockRuns { projects: Array<Integer> = Vec<i32>, runs: Array<Integer> = Vec<i32> }
    "select r.* from unnest((select $1::integer[]), (select $2::integer[])) as wanted (project_id, run)
     cross join lateral (
         select r.project_id, r.number as run, r.state, r.next_seq, r.counts, r.result_rows,
             r.seal_expected is not null as sealed
         from runs r
         where r.project_id = wanted.project_id and r.number = wanted.run and r.deleted_at is null
         for no key update
     ) r"
}

#[derive(diesel::QueryableByName)]
pub(super) struct LockedRow {
    #[diesel(sql_type = Integer)]
    pub(super) project_id: i32,
    #[diesel(sql_type = Integer)]
    pub(super) run: i32,
    #[diesel(sql_type = SmallInt)]
    pub(super) state: i16,
    #[diesel(sql_type = Integer)]
    pub(super) next_seq: i32,
    #[diesel(sql_type = Array<Integer>)]
    pub(super) counts: Vec<i32>,
    #[diesel(sql_type = Integer)]
    pub(super) result_rows: i32,
    #[diesel(sql_type = Bool)]
    pub(super) sealed: bool,
}

/// What was found.
pub(super) struct Found {
    /// The runs that are there, locked.
    pub(super) locked: Vec<LockedRow>,
    /// The case of each name, as they come; `None` where there is none.
    pub(super) cases: Vec<Option<NamedCase>>,
    /// What is known of these cases.
    pub(super) rows: Vec<KnownRow>,
}

/// In one round trip where it is known what all names lead to. The database begins the second statement when the first
/// one has its locks, so it sees what those committed who had them before, and whether what is known is still so.
pub(super) async fn find(
    connection: &mut AsyncPgConnection,
    names: &KnownNames,
    organization: i32,
    sent: &[Sent],
) -> Result<Found, StoreError> {
    let asked = Asked::by(sent);
    let lock = lock(sent);
    if asked.names.is_empty() {
        return Ok(Found {
            locked: lock.load(connection).await?,
            cases: Vec::new(),
            rows: Vec::new(),
        });
    }
    let project = asked.project();
    let forgotten = names.forgotten();
    let known = project.and_then(|project| names.all(project, &asked.names));
    let (expected, cases) = known.unzip();
    let cases: Vec<Option<NamedCase>> = cases.into_iter().flatten().map(Some).collect();
    let look_up = asked.look_up(&cases);
    let (locked, answer): (Vec<LockedRow>, Vec<Known>) = {
        let connection = &*connection;
        futures::try_join!(
            lock.load(&mut &*connection),
            look_up.load(&mut &*connection)
        )?
    };
    let (version, rows) = told(answer);
    if expected.is_some() && expected == version {
        return Ok(Found {
            locked,
            cases,
            rows,
        });
    }
    let cases = resolve_cases(connection, organization, &asked.in_projects()).await?;
    if let (Some(forgotten), Some(project), Some(version)) = (forgotten, project, version) {
        // What was resolved is as new as this version, or newer.
        names.keep(forgotten, (project, version), &asked.names, &cases);
    }
    let answer = asked.look_up(&cases).load(connection).await?;
    let (_, rows) = told(answer);
    Ok(Found {
        locked,
        cases,
        rows,
    })
}

fn lock(sent: &[Sent]) -> LockRuns {
    let wanted = sent.iter().map(|it| (it.project_id, it.run.get()));
    let mut wanted: Vec<(i32, i32)> = wanted.collect();
    wanted.sort_unstable();
    wanted.dedup();
    let (projects, runs) = wanted.into_iter().unzip();
    LockRuns { projects, runs }
}

/// The version of the catalogue, and what is known of cases.
fn told(answer: Vec<Known>) -> (Option<Version>, Vec<KnownRow>) {
    let mut version = None;
    let rows = answer.into_iter().filter_map(|known| {
        version = Some(known.version);
        known.row
    });
    let rows = rows.collect();
    (version, rows)
}
