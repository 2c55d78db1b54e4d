//! Folders of a project.

use std::collections::BTreeSet;

use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::text::Text as ScreenedText;

use super::hold::hold;
use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Listed, Located, Page, Project, total};
use crate::pool::Store;
use crate::statement::statement;

/// A folder.
#[derive(Clone, Debug, diesel::QueryableByName)]
pub struct Folder {
    /// Its number, unique in the organization.
    #[diesel(sql_type = Integer)]
    pub number: i32,
    /// The folder it lies in.
    #[diesel(sql_type = Nullable<Integer>)]
    pub parent: Option<i32>,
    /// Its name.
    #[diesel(sql_type = Text)]
    pub name: String,
    /// What it is about.
    #[diesel(sql_type = Nullable<Text>)]
    pub description: Option<String>,
    /// How many cases lie directly in it.
    #[diesel(sql_type = Integer)]
    pub cases: i32,
    /// How many folders lie directly in it.
    #[diesel(sql_type = Integer)]
    pub folders: i32,
}

macro_rules! folder_columns {
    () => {
        "f.number, f.parent, f.name, f.description,
         (select count(*)::int from test_cases c
          where c.project_id = f.project_id and c.folder = f.number and c.catalogued and c.deleted_at is null)
             as cases,
         (select count(*)::int from folders s
          where s.project_id = f.project_id and s.parent = f.number and s.deleted_at is null) as folders"
    };
}

statement! {
    CreateFolder {
        organization: Integer = i32,
        project: Integer = i32,
        parent: Nullable<Integer> = Option<i32>,
        name: Text = String,
        description: Nullable<Text> = Option<String>,
    }
    "with numbered as (
         insert into organization_counters (organization_id, kind, last) values ($1, 4, 1)
         on conflict (organization_id, kind) do update set last = organization_counters.last + 1
         returning last
     )
     insert into folders (project_id, number, parent, name, description)
     select $2, last, $3, $4, $5 from numbered
     returning number, parent, name, description, 0 as cases, 0 as folders"
}

statement! {
    FindFolder { project: Integer = i32, number: Integer = i32 }
    concat!(
        "select ",
        folder_columns!(),
        " from folders f where f.project_id = $1 and f.number = $2 and f.deleted_at is null"
    )
}

statement! {
    /// A page of the folders in a folder, or of those in none. By the primary key.
    FolderPage {
        project: Integer = i32,
        parent: Nullable<Integer> = Option<i32>,
        skip: BigInt = i64,
        take: BigInt = i64,
    }
    concat!(
        "with page as (
             select * from folders
             where project_id = $1 and parent is not distinct from $2 and deleted_at is null
             order by number desc offset $3 limit $4
         )
         select ",
        folder_columns!(),
        " from page f order by f.number desc"
    )
}

statement! {
    FolderCount { project: Integer = i32, parent: Nullable<Integer> = Option<i32> }
    "select count(*)::integer as number from folders
     where project_id = $1 and parent is not distinct from $2 and deleted_at is null"
}

statement! {
    KnownFolders { project: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "select number from folders where project_id = $1 and number = any($2) and deleted_at is null"
}

/// Whether the project has all of these folders. While it is held, none of them goes away.
pub(super) async fn are_folders(
    connection: &mut AsyncPgConnection,
    project: i32,
    numbers: impl IntoIterator<Item = i32>,
) -> Result<bool, StoreError> {
    let numbers: BTreeSet<i32> = numbers.into_iter().collect();
    if numbers.is_empty() {
        return Ok(true);
    }
    let wanted = numbers.len();
    let numbers = numbers.into_iter().collect();
    let known: Vec<NumberRow> = KnownFolders { project, numbers }.load(connection).await?;
    Ok(known.len() == wanted)
}

/// A folder by its number.
pub(super) async fn find(
    connection: &mut AsyncPgConnection,
    project: i32,
    number: i32,
) -> Result<Option<Folder>, StoreError> {
    let rows: Vec<Folder> = FindFolder { project, number }.load(connection).await?;
    Ok(rows.into_iter().next())
}

impl Store {
    /// Creates a folder; `None` if there is no such parent in the project.
    pub async fn create_folder(
        &self,
        project: &Located<Project>,
        parent: Option<i32>,
        name: ScreenedText,
        description: Option<ScreenedText>,
    ) -> Result<Option<Folder>, StoreError> {
        let statement = CreateFolder {
            organization: project.organization,
            project: project.project_id,
            parent,
            name: name.into_string(),
            description: description.map(ScreenedText::into_string),
        };
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn()])
            .await?;
        connection
            .transaction(async |connection| {
                hold(connection, project.project_id).await?;
                if !are_folders(connection, project.project_id, parent).await? {
                    return Ok(None);
                }
                let rows: Vec<Folder> = statement.load(connection).await?;
                Ok(rows.into_iter().next())
            })
            .await
    }

    /// Finds a folder of the project.
    pub async fn find_folder(
        &self,
        project: &Located<Project>,
        number: i32,
    ) -> Result<Option<Folder>, StoreError> {
        let mut connection = self.connection().await?;
        find(&mut connection, project.project_id, number).await
    }

    /// The folders directly in a folder, or those in none, newest first. An unknown folder holds none.
    pub async fn list_folders(
        &self,
        project: &Located<Project>,
        parent: Option<i32>,
        page: Page,
    ) -> Result<Listed<Folder>, StoreError> {
        let (project, skip, take) = (project.project_id, page.skip.into(), page.take.into());
        let mut connection = self.connection().await?;
        let entries = FolderPage {
            project,
            parent,
            skip,
            take,
        }
        .load(&mut connection)
        .await?;
        let count: Vec<NumberRow> = FolderCount { project, parent }
            .load(&mut connection)
            .await?;
        Ok(Listed {
            entries,
            total: total(&count),
        })
    }
}
