//! Where folders lie.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer};
use diesel_async::RunQueryDsl;

use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// Walks up from each folder, by primary key. The bound stops a cycle, which nothing can make.
    FolderPaths { project: Integer = i32, folders: Array<Integer> = Vec<i32> }
    "with recursive way as (
         select f.number as folder, f.number as ancestor, f.parent, 0 as height
         from unnest($2::integer[]) as w (number)
         cross join lateral (
             select * from folders f where f.project_id = $1 and f.number = w.number limit 1
         ) f
         union all
         select way.folder, f.number, f.parent, way.height + 1
         from way
         cross join lateral (
             select * from folders f where f.project_id = $1 and f.number = way.parent limit 1
         ) f
         where way.height < 100
     )
     select folder, ancestor from way order by folder, height desc"
}

#[derive(diesel::QueryableByName)]
struct WayRow {
    #[diesel(sql_type = Integer)]
    folder: i32,
    #[diesel(sql_type = Integer)]
    ancestor: i32,
}

impl Store {
    /// For each of these folders of the project, the folders from the top down to it, itself included.
    pub async fn folder_paths(
        &self,
        project: &Located<Project>,
        folders: impl IntoIterator<Item = i32>,
    ) -> Result<BTreeMap<i32, Vec<i32>>, StoreError> {
        let mut folders: Vec<i32> = folders.into_iter().collect();
        folders.sort_unstable();
        folders.dedup();
        if folders.is_empty() {
            return Ok(BTreeMap::new());
        }
        let project = project.project_id;
        let mut connection = self.connection().await?;
        let rows: Vec<WayRow> = FolderPaths { project, folders }
            .load(&mut connection)
            .await?;
        let mut paths: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
        for row in rows {
            paths.entry(row.folder).or_default().push(row.ancestor);
        }
        Ok(paths)
    }
}
