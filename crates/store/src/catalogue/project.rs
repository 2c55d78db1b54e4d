//! Creates projects.

use diesel::sql_types::{Integer, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::text::Text as ScreenedText;

use super::hold::hold;
use crate::account::Principal;
use crate::error::{Deleted, StoreError};
use crate::locate::{Located, Project, ProjectRow};
use crate::pool::Store;
use crate::statement::statement;

/// A project to be created. Names need not be unique.
#[derive(Clone, Debug)]
pub struct NewProject {
    /// Its name, of 1 to 255 characters.
    pub name: ScreenedText,
    /// What it is about.
    pub description: Option<ScreenedText>,
    /// Two to five upper-case letters that begin the readable ids of its cases in one dialect.
    pub prefix: Option<ScreenedText>,
}

statement! {
    CreateProject {
        organization: Integer = i32,
        name: Text = String,
        description: Nullable<Text> = Option<String>,
        prefix: Nullable<Text> = Option<String>,
        user: Integer = i32,
    }
    "with numbered as (
         insert into organization_counters (organization_id, kind, last) values ($1, 1, 1)
         on conflict (organization_id, kind) do update set last = organization_counters.last + 1
         returning last
     ), made as (
         insert into projects (organization_id, number, opaque, name, description, prefix, created_by)
         select $1, last, gen_random_uuid(), $2, $3, $4, $5 from numbered returning *
     ), listed as (
         insert into directory (organization_id, opaque, kind, project_id, number)
         select $1, opaque, 1, id, number from made
     )
     select m.id, m.number, m.opaque, m.name, m.description, m.prefix, u.email, m.created_at, m.updated_at
     from made m join users u on u.id = m.created_by"
}

statement! {
    /// One caller at a time looks for a name of an organization and makes what is missing.
    LockName { organization: Integer = i32, name: Text = String }
    "select pg_advisory_xact_lock($1, hashtext($2))"
}

statement! {
    ProjectByName { organization: Integer = i32, bound: Nullable<Integer> = Option<i32>, name: Text = String }
    "select p.id, p.number, p.opaque, p.name, p.description, p.prefix, u.email, p.created_at, p.updated_at
     from projects p join users u on u.id = p.created_by
     where p.organization_id = $1 and p.deleted_at is null and ($2::int is null or p.id = $2) and p.name = $3
     order by p.number limit 1"
}

impl Store {
    /// Creates a project.
    pub async fn create_project(
        &self,
        who: &Principal,
        new: NewProject,
    ) -> Result<Located<Project>, StoreError> {
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        first(connection.load_alone(create(who, new)).await?, who)
    }

    /// Finds the project of this name, or creates it. Concurrent calls end up with the same one.
    ///
    /// `None` for a key that is bound to another project: it cannot create one.
    pub async fn find_or_create_project(
        &self,
        who: &Principal,
        new: NewProject,
    ) -> Result<Option<Located<Project>>, StoreError> {
        let mut connection = self.connection_in_turn(who.organization, []).await?;
        connection
            .transaction(async |connection| find_or_create(connection, who, new).await)
            .await
    }
}

/// The same within a transaction, so that a project comes with what it is made for, or not at all. Nobody deletes it
/// before the transaction ends.
pub(crate) async fn find_or_create(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    new: NewProject,
) -> Result<Option<Located<Project>>, StoreError> {
    // Most are there, and then nobody waits for anybody's transaction.
    if let Some(found) = find_and_hold(connection, who, &new).await? {
        return Ok(Some(found));
    }
    if who.project.is_some() {
        return Ok(None);
    }
    LockName {
        organization: who.organization,
        name: new.name.as_str().to_owned(),
    }
    .execute(connection)
    .await?;
    if let Some(found) = find_and_hold(connection, who, &new).await? {
        return Ok(Some(found));
    }
    let rows: Vec<ProjectRow> = create(who, new).load(connection).await?;
    first(rows, who).map(Some)
}

async fn find_and_hold(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    new: &NewProject,
) -> Result<Option<Located<Project>>, StoreError> {
    loop {
        let Some(found) = find(connection, who, new).await? else {
            return Ok(None);
        };
        match hold(connection, found.project_id).await {
            // Between the two. Its name is free, so that the next one found is another.
            Err(StoreError::Deleted(Deleted::Project)) => {}
            held => return held.map(|()| Some(found)),
        }
    }
}

async fn find(
    connection: &mut AsyncPgConnection,
    who: &Principal,
    new: &NewProject,
) -> Result<Option<Located<Project>>, StoreError> {
    let rows: Vec<ProjectRow> = ProjectByName {
        organization: who.organization,
        bound: who.project,
        name: new.name.as_str().to_owned(),
    }
    .load(connection)
    .await?;
    let row = rows.into_iter().next();
    row.map(|row| row.located(who.organization)).transpose()
}

fn create(who: &Principal, new: NewProject) -> CreateProject {
    CreateProject {
        organization: who.organization,
        name: new.name.into_string(),
        description: new.description.map(ScreenedText::into_string),
        prefix: new.prefix.map(ScreenedText::into_string),
        user: who.user.get(),
    }
}

fn first(rows: Vec<ProjectRow>, who: &Principal) -> Result<Located<Project>, StoreError> {
    let row = rows.into_iter().next();
    row.ok_or_else(|| StoreError::corrupt("a created project is not there"))?
        .located(who.organization)
}
