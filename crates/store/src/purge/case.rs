//! Purges folders and cases.
//!
//! A deleted folder goes whole. Of a deleted case everything goes but one short row: rows of runs, results,
//! attempts and plans name cases by number, without foreign keys, and show their titles. Proving that none of them
//! does any more would need an index on `planned_cases` by case, which every write of a run would pay for.
//! The row goes with its project.

use diesel::result::QueryResult;
use diesel::sql_types::{Array, BigInt, Integer};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::run::removed;
use crate::statement::statement;

statement! {
    /// By `folders_deleted`. The cases in them got their tombstones with them.
    PurgeDeletedFolders { most: BigInt = i64 }
    "delete from folders where ctid = any(array(
         select ctid from folders where deleted_at is not null limit $1
     ))"
}

statement! {
    /// By `test_cases_deleted`.
    NextCases { most: BigInt = i64 }
    "select project_id, number from test_cases where deleted_at is not null and not purged
     order by project_id, number limit $1"
}

#[derive(diesel::QueryableByName)]
struct CasePlace {
    #[diesel(sql_type = Integer)]
    project_id: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
}

statement! {
    PurgeSteps { projects: Array<Integer> = Vec<i32>, cases: Array<Integer> = Vec<i32>, most: BigInt = i64 }
    "delete from case_steps where ctid = any(array(
         select s.ctid from unnest($1::integer[], $2::integer[]) as w (project_id, case_no)
         join case_steps s on s.project_id = w.project_id and s.case_no = w.case_no
         limit $3
     ))"
}

statement! {
    /// By `case_keys_case`.
    PurgeKeys { projects: Array<Integer> = Vec<i32>, cases: Array<Integer> = Vec<i32>, most: BigInt = i64 }
    "delete from case_keys where ctid = any(array(
         select k.ctid from unnest($1::integer[], $2::integer[]) as w (project_id, case_no)
         join case_keys k on k.project_id = w.project_id and k.case_no = w.case_no
         limit $3
     ))"
}

statement! {
    ForgetCases { projects: Array<Integer> = Vec<i32>, cases: Array<Integer> = Vec<i32> }
    "update test_cases c set
         description = null, preconditions = null, owner = null, tags = '{}', issues = '{}', facts = null,
         purged = true
     from unnest($1::integer[], $2::integer[]) as w (project_id, number)
     where c.project_id = w.project_id and c.number = w.number"
}

/// Takes deleted folders and what cases had; 0 if there is nothing left.
pub(super) async fn purge(connection: &mut AsyncPgConnection, most: i64) -> QueryResult<usize> {
    let folders = PurgeDeletedFolders { most }.execute(connection).await?;
    if folders > 0 {
        return Ok(folders);
    }
    // One half for the cases, one for what they have.
    let half = most / 2;
    let found: Vec<CasePlace> = NextCases { most: half }.load(connection).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let (projects, cases): (Vec<i32>, Vec<i32>) = found
        .into_iter()
        .map(|place| (place.project_id, place.number))
        .unzip();
    let steps = PurgeSteps {
        projects: projects.clone(),
        cases: cases.clone(),
        most: half,
    }
    .execute(connection)
    .await?;
    let left = half - removed(steps);
    if left == 0 {
        return Ok(steps);
    }
    let keys = PurgeKeys {
        projects: projects.clone(),
        cases: cases.clone(),
        most: left,
    }
    .execute(connection)
    .await?;
    if removed(keys) == left {
        return Ok(steps + keys);
    }
    let cases = ForgetCases { projects, cases }.execute(connection).await?;
    Ok(steps + keys + cases)
}
