//! Folders of a project.

use diesel::sql_types::{Integer, Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::text::Text as ScreenedText;

use crate::error::StoreError;
use crate::locate::{Located, Project};
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

statement! {
    CreateFolder {
        organization: Integer = i32,
        project: Integer = i32,
        parent: Nullable<Integer> = Option<i32>,
        name: Text = String,
        description: Nullable<Text> = Option<String>,
    }
    "with parent as (
         select $3::int as number
         where $3::int is null
             or exists (select 1 from folders where project_id = $2 and number = $3 and deleted_at is null)
     ), numbered as (
         insert into organization_counters (organization_id, kind, last) select $1, 4, 1 from parent
         on conflict (organization_id, kind) do update set last = organization_counters.last + 1
         returning last
     )
     insert into folders (project_id, number, parent, name, description)
     select $2, last, $3, $4, $5 from numbered
     returning number, parent, name, description, 0 as cases, 0 as folders"
}

statement! {
    FindFolder { project: Integer = i32, number: Integer = i32 }
    "select f.number, f.parent, f.name, f.description,
         (select count(*)::int from test_cases c
          where c.project_id = f.project_id and c.folder = f.number and c.deleted_at is null) as cases,
         (select count(*)::int from folders s
          where s.project_id = f.project_id and s.parent = f.number and s.deleted_at is null) as folders
     from folders f where f.project_id = $1 and f.number = $2 and f.deleted_at is null"
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
        let mut connection = self.connection().await?;
        let rows: Vec<Folder> = CreateFolder {
            organization: project.organization,
            project: project.project_id,
            parent,
            name: name.into_string(),
            description: description.map(ScreenedText::into_string),
        }
        .load(&mut connection)
        .await?;
        Ok(rows.into_iter().next())
    }

    /// Finds a folder of the project.
    pub async fn find_folder(
        &self,
        project: &Located<Project>,
        number: i32,
    ) -> Result<Option<Folder>, StoreError> {
        let mut connection = self.connection().await?;
        let rows: Vec<Folder> = FindFolder {
            project: project.project_id,
            number,
        }
        .load(&mut connection)
        .await?;
        Ok(rows.into_iter().next())
    }
}
