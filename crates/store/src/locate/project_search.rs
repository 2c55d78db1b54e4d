//! Looks projects up by what somebody typed.

use diesel::sql_types::{BigInt, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;
use domain::text::Text as ScreenedText;

use super::project::project_query;
use super::{Listed, Located, Page, Project, ProjectRow, total};
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

statement! {
    /// The project of the number first, then the newest.
    ProjectSearch {
        organization: Integer = i32,
        bound: Nullable<Integer> = Option<i32>,
        number: Nullable<Integer> = Option<i32>,
        text: Text = String,
        skip: BigInt = i64,
        take: BigInt = i64,
    }
    project_query!(
        "(p.number = $3 or strpos(lower(p.name), lower($4)) > 0)
         order by p.number is distinct from $3, p.number desc offset $5 limit $6"
    )
}

statement! {
    ProjectSearchCount {
        organization: Integer = i32,
        bound: Nullable<Integer> = Option<i32>,
        number: Nullable<Integer> = Option<i32>,
        text: Text = String,
    }
    "select count(*)::int as number from projects p
     where p.organization_id = $1 and p.deleted_at is null and ($2::int is null or p.id = $2)
         and (p.number = $3 or strpos(lower(p.name), lower($4)) > 0)"
}

impl Store {
    /// The projects with this number or with this text in their names, in any case. The one of the number comes
    /// first, the others follow newest first.
    pub async fn search_projects(
        &self,
        who: &Principal,
        number: Option<i32>,
        text: ScreenedText,
        page: Page,
    ) -> Result<Listed<Located<Project>>, StoreError> {
        let (organization, bound) = (who.organization, who.project);
        let text = text.into_string();
        let mut connection = self.connection().await?;
        let rows: Vec<ProjectRow> = ProjectSearch {
            organization,
            bound,
            number,
            text: text.clone(),
            skip: page.skip.into(),
            take: page.take.into(),
        }
        .load(&mut connection)
        .await?;
        let count: Vec<NumberRow> = ProjectSearchCount {
            organization,
            bound,
            number,
            text,
        }
        .load(&mut connection)
        .await?;
        Ok(Listed {
            entries: rows
                .into_iter()
                .map(|row| row.located(organization))
                .collect::<Result<_, _>>()?,
            total: total(&count),
        })
    }
}
