//! Files that no attachment names.

use diesel::sql_types::{Array, BigInt, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::error::StoreError;
use crate::files::{FileKey, Files};
use crate::locate::{Located, Run};
use crate::locks::Lock;
use crate::pool::Store;
use crate::statement::statement;

/// How many files one transaction removes.
const CHUNK: i64 = 100;

statement! {
    /// An upload that takes longer than a day is given up.
    ReserveFiles { project: Integer = i32, run: Integer = i32, ids: Array<SqlUuid> = Vec<Uuid> }
    "insert into loose_files (project_id, run, id, removable_at)
     select $1, $2, id, now() + interval '1 day' from unnest($3::uuid[]) as id"
}

statement! {
    /// By primary key.
    ForgetFiles {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        ids: Array<SqlUuid> = Vec<Uuid>,
    }
    "delete from loose_files l using unnest($1::integer[], $2::integer[], $3::uuid[]) as g (project_id, run, id)
     where l.project_id = g.project_id and l.run = g.run and l.id = g.id"
}

statement! {
    /// Locked, so that an upload that comes to its end at this moment waits and finds its files gone. By
    /// `loose_files_removable`.
    RemovableFiles { most: BigInt = i64 }
    "select project_id, run, id from loose_files where removable_at <= now()
     order by removable_at limit $1 for update skip locked"
}

impl Store {
    /// Says where the next `count` files of a run may be written. Those that [`Store::attach`] does not take
    /// are removed after a day.
    pub async fn reserve_files(
        &self,
        run: &Located<Run>,
        count: usize,
    ) -> Result<Vec<FileKey>, StoreError> {
        let ids: Vec<Uuid> = std::iter::repeat_with(Uuid::new_v4).take(count).collect();
        let (project_id, run) = (run.project_id, run.number.get());
        let statement = ReserveFiles {
            project: project_id,
            run,
            ids: ids.clone(),
        };
        // Committed before a file is written, whatever becomes of the rest.
        statement.execute(&mut self.own_connection().await?).await?;
        let key = |id| FileKey {
            project_id,
            run,
            id,
        };
        Ok(ids.into_iter().map(key).collect())
    }

    /// Removes files that no attachment names. While a backup copies files, they are left to the sweep.
    pub async fn discard_files(&self, files: &Files, keys: Vec<FileKey>) -> Result<(), StoreError> {
        let mut connection = self.own_connection().await?;
        connection
            .transaction(async |connection| {
                if Lock::Files.try_together_here(connection).await? {
                    remove(files, keys, connection).await?;
                }
                Ok(())
            })
            .await
    }

    /// Removes what is left of uploads that were given up and of attachments that were purged, and says how
    /// many files that were: none while a backup copies files.
    pub async fn sweep_files(&self, files: &Files) -> Result<usize, StoreError> {
        let mut removed = 0;
        loop {
            let chunk = self.sweep_chunk(files).await?;
            if chunk == 0 {
                return Ok(removed);
            }
            removed += chunk;
        }
    }

    async fn sweep_chunk(&self, files: &Files) -> Result<usize, StoreError> {
        let mut connection = self.connection().await?;
        connection
            .transaction(async |connection| {
                if !Lock::Files.try_together_here(connection).await? {
                    return Ok(0);
                }
                let keys = RemovableFiles { most: CHUNK }.load(connection).await?;
                remove(files, keys, connection).await
            })
            .await
    }
}

/// Removes files, and then the names of them; says how many. A backup that is begun meanwhile waits for the end of
/// the transaction: what its snapshot names was not removed here.
async fn remove(
    files: &Files,
    keys: Vec<FileKey>,
    connection: &mut AsyncPgConnection,
) -> Result<usize, StoreError> {
    for key in &keys {
        files.remove(*key).await?;
    }
    Ok(forget(keys).execute(connection).await?)
}

fn forget(keys: Vec<FileKey>) -> ForgetFiles {
    let mut statement = ForgetFiles {
        projects: Vec::with_capacity(keys.len()),
        runs: Vec::with_capacity(keys.len()),
        ids: Vec::with_capacity(keys.len()),
    };
    for FileKey {
        project_id,
        run,
        id,
    } in keys
    {
        statement.projects.push(project_id);
        statement.runs.push(run);
        statement.ids.push(id);
    }
    statement
}
