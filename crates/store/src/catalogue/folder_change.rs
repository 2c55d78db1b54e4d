//! Changes, moves and deletes folders.

use diesel::sql_types::{Array, Bool, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::patch::Patch;
use domain::text::Text as ScreenedText;

use super::folder::{Folder, are_folders, find};
use super::hold::hold_alone;
use crate::account::NumberRow;
use crate::error::StoreError;
use crate::locate::{Located, Project};
use crate::pool::Store;
use crate::statement::statement;

/// A change of a folder; what is kept stays as it is.
#[derive(Clone, Debug, Default)]
pub struct FolderChange {
    /// The name, of 1 to 255 characters.
    pub name: Option<ScreenedText>,
    /// What it is about.
    pub description: Patch<ScreenedText>,
}

/// What became of a folder that was to be moved.
#[derive(Clone, Debug)]
pub enum MoveOutcome {
    /// It lies there now.
    Moved(Folder),
    /// There is no such folder.
    NoSuchFolder,
    /// There is no such folder to move it into.
    NoSuchParent,
    /// It would lie in itself.
    IntoItself,
}

statement! {
    ChangeFolder {
        project: Integer = i32,
        number: Integer = i32,
        name: Nullable<Text> = Option<String>,
        set_description: Bool = bool,
        description: Nullable<Text> = Option<String>,
    }
    "update folders set
         name = coalesce($3, name),
         description = case when $4 then $5 else description end
     where project_id = $1 and number = $2 and deleted_at is null"
}

statement! {
    MoveFolder { project: Integer = i32, number: Integer = i32, parent: Nullable<Integer> = Option<i32> }
    "update folders set parent = $3 where project_id = $1 and number = $2"
}

statement! {
    /// A folder and all that lie in it, at any depth. By `folders_parent`.
    FolderTree { project: Integer = i32, number: Integer = i32 }
    "with recursive tree as (
         select f.number from folders f where f.project_id = $1 and f.number = $2 and f.deleted_at is null
         union
         select f.number from tree
         join folders f on f.project_id = $1 and f.parent = tree.number and f.deleted_at is null
     )
     select number from tree"
}

statement! {
    DeleteFolders { project: Integer = i32, numbers: Array<Integer> = Vec<i32> }
    "with emptied as (
         update test_cases set deleted_at = now()
         where project_id = $1 and folder = any($2) and deleted_at is null
     )
     update folders set deleted_at = now() where project_id = $1 and number = any($2)"
}

impl Store {
    /// Changes a folder; `None` if there is no such folder.
    pub async fn change_folder(
        &self,
        project: &Located<Project>,
        number: i32,
        change: FolderChange,
    ) -> Result<Option<Folder>, StoreError> {
        let FolderChange { name, description } = change;
        let mut connection = self.connection_in_turn(project.organization, []).await?;
        let project = project.project_id;
        let statement = ChangeFolder {
            project,
            number,
            name: name.map(ScreenedText::into_string),
            set_description: description != Patch::Keep,
            description: description.over(None).map(ScreenedText::into_string),
        };
        connection
            .transaction(async |connection| {
                statement.execute(connection).await?;
                find(connection, project, number).await
            })
            .await
    }

    /// Moves a folder, with all that lies in it, into another one or to the top.
    pub async fn move_folder(
        &self,
        project: &Located<Project>,
        number: i32,
        parent: Option<i32>,
    ) -> Result<MoveOutcome, StoreError> {
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn_alone()])
            .await?;
        let project = project.project_id;
        connection
            .transaction(async |connection| {
                // Two moves at once could each be sound and make a ring together.
                hold_alone(connection, project).await?;
                let tree: Vec<NumberRow> = FolderTree { project, number }.load(connection).await?;
                if tree.is_empty() {
                    return Ok(MoveOutcome::NoSuchFolder);
                }
                if !are_folders(connection, project, parent).await? {
                    return Ok(MoveOutcome::NoSuchParent);
                }
                if tree.iter().any(|row| Some(row.number) == parent) {
                    return Ok(MoveOutcome::IntoItself);
                }
                let statement = MoveFolder {
                    project,
                    number,
                    parent,
                };
                statement.execute(connection).await?;
                let moved = find(connection, project, number).await?;
                Ok(moved.map_or(MoveOutcome::NoSuchFolder, MoveOutcome::Moved))
            })
            .await
    }

    /// Deletes a folder with the folders and cases in it, at any depth; `false` if there is no such
    /// folder. What runs have of these cases stays, as when a case is deleted.
    pub async fn delete_folder(
        &self,
        project: &Located<Project>,
        number: i32,
    ) -> Result<bool, StoreError> {
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn_alone()])
            .await?;
        let project = project.project_id;
        let found = connection
            .transaction(async |connection| {
                // Whoever puts something into these folders has finished, or will find them gone.
                hold_alone(connection, project).await?;
                let tree: Vec<NumberRow> = FolderTree { project, number }.load(connection).await?;
                let numbers: Vec<i32> = tree.into_iter().map(|row| row.number).collect();
                let found = !numbers.is_empty();
                if found {
                    let statement = DeleteFolders { project, numbers };
                    statement.execute(connection).await?;
                }
                Ok::<bool, StoreError>(found)
            })
            .await?;
        if found {
            self.deleted();
        }
        Ok(found)
    }
}
