//! Changes and deletes projects.

use diesel::sql_types::{Bool, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::patch::Patch;
use domain::text::Text as ScreenedText;

use super::hold::hold_alone;
use crate::account::Principal;
use crate::error::{Deleted, StoreError};
use crate::locate::{Located, Project, ProjectRow};
use crate::pool::Store;
use crate::statement::statement;

/// A change of a project; what is kept stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ProjectChange {
    /// The name, of 1 to 255 characters.
    pub name: Option<ScreenedText>,
    /// What it is about.
    pub description: Patch<ScreenedText>,
    /// The letters that begin the readable ids of its cases in one dialect.
    pub prefix: Patch<ScreenedText>,
}

statement! {
    ChangeProject {
        project: Integer = i32,
        name: Nullable<Text> = Option<String>,
        set_description: Bool = bool,
        description: Nullable<Text> = Option<String>,
        set_prefix: Bool = bool,
        prefix: Nullable<Text> = Option<String>,
    }
    "with changed as (
         update projects set
             name = coalesce($2, name),
             description = case when $3 then $4 else description end,
             prefix = case when $5 then $6 else prefix end,
             updated_at = now()
         where id = $1 and deleted_at is null
         returning *
     )
     select p.id, p.number, p.opaque, p.name, p.description, p.prefix, u.email, p.created_at, p.updated_at
     from changed p join users u on u.id = p.created_by"
}

statement! {
    DeleteProject { project: Integer = i32 }
    "update projects set deleted_at = now() where id = $1 and deleted_at is null"
}

impl Store {
    /// Changes a project.
    pub async fn change_project(
        &self,
        who: &Principal,
        project: &Located<Project>,
        change: ProjectChange,
    ) -> Result<Located<Project>, StoreError> {
        let ProjectChange {
            name,
            description,
            prefix,
        } = change;
        let statement = ChangeProject {
            project: project.project_id,
            name: name.map(ScreenedText::into_string),
            set_description: description != Patch::Keep,
            description: description.over(None).map(ScreenedText::into_string),
            set_prefix: prefix != Patch::Keep,
            prefix: prefix.over(None).map(ScreenedText::into_string),
        };
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn_alone()])
            .await?;
        let changed = connection.transaction(async |connection| {
            hold_alone(connection, project.project_id).await?;
            Ok::<_, StoreError>(statement.load(connection).await?)
        });
        let rows: Vec<ProjectRow> = changed.await?;
        rows.into_iter()
            .next()
            .ok_or(StoreError::Deleted(Deleted::Project))?
            .located(who.organization)
    }

    /// Deletes a project: at once it is missing, with all that is in it. What it holds is purged later.
    pub async fn delete_project(&self, project: &Located<Project>) -> Result<(), StoreError> {
        let mut connection = self
            .connection_in_turn(project.organization, [project.project_turn_alone()])
            .await?;
        let project = project.project_id;
        let deleted = connection.transaction(async |connection| {
            hold_alone(connection, project).await?;
            Ok::<_, StoreError>(DeleteProject { project }.execute(connection).await?)
        });
        deleted.await?;
        self.deleted();
        Ok(())
    }
}
