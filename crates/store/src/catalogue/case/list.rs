//! Lists of cases.

use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::RunQueryDsl;
use domain::number::CaseNumber;
use domain::text::Text as ScreenedText;
use time::OffsetDateTime;

use super::detail::details;
use super::{CaseDetail, strings};
use crate::account::{NumberRow, Principal};
use crate::error::StoreError;
use crate::locate::{Listed, Located, Page, Period, Project, total};
use crate::pool::Store;
use crate::statement::statement;

/// Which cases of the catalogue are asked for: those that fit every part; an empty part fits all.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// One of these.
    pub numbers: Vec<CaseNumber>,
    /// Directly in this folder.
    pub folder: Option<i32>,
    /// One of these priorities, in upper or lower case.
    pub priorities: Vec<ScreenedText>,
    /// One of these types, in upper or lower case.
    pub types: Vec<ScreenedText>,
    /// One of these states, in upper or lower case.
    pub states: Vec<ScreenedText>,
    /// One of these owners' addresses, in upper or lower case.
    pub owners: Vec<ScreenedText>,
    /// At least one of these labels.
    pub tags: Vec<ScreenedText>,
    /// At least one of these issues' keys.
    pub issues: Vec<ScreenedText>,
    /// At least one of these issues, or any if none is named, is in this tracker.
    pub tracker: Option<TrackerName>,
    /// A part of the title, in upper or lower case.
    pub title_contains: Option<ScreenedText>,
    /// When it was created.
    pub created: Period,
    /// When it was last changed.
    pub updated: Period,
}

/// A tracker of issues, as a filter names it.
#[derive(Clone, Debug)]
pub struct TrackerName {
    /// Its name, in upper or lower case.
    pub name: ScreenedText,
    /// Whether it is the one that is meant where an issue names none.
    pub is_default: bool,
}

/// The four statements have the same parameters, so that one function fills them.
macro_rules! case_search {
    ($(#[$doc:meta])* $name:ident, $head:literal, $tail:literal) => {
        statement! {
            $(#[$doc])*
            $name {
                organization: Integer = i32,
                project: Nullable<Integer> = Option<i32>,
                numbers: Array<Integer> = Vec<i32>,
                folder: Nullable<Integer> = Option<i32>,
                priorities: Array<Text> = Vec<String>,
                types: Array<Text> = Vec<String>,
                states: Array<Text> = Vec<String>,
                owners: Array<Text> = Vec<String>,
                tags: Array<Text> = Vec<String>,
                issues: Array<Text> = Vec<String>,
                title: Nullable<Text> = Option<String>,
                created_from: Nullable<Timestamptz> = Option<OffsetDateTime>,
                created_before: Nullable<Timestamptz> = Option<OffsetDateTime>,
                updated_from: Nullable<Timestamptz> = Option<OffsetDateTime>,
                updated_before: Nullable<Timestamptz> = Option<OffsetDateTime>,
                tracker: Nullable<Text> = Option<String>,
                tracker_is_default: Bool = bool,
                skip: BigInt = i64,
                take: BigInt = i64,
            }
            concat!(
                $head,
                " and c.catalogued and c.deleted_at is null
                  and (cardinality($3::integer[]) = 0 or c.number = any($3))
                  and ($4::integer is null or c.folder = $4)
                  and (cardinality($5::text[]) = 0 or lower(c.priority) = any($5))
                  and (cardinality($6::text[]) = 0 or lower(c.case_type) = any($6))
                  and (cardinality($7::text[]) = 0 or lower(c.state) = any($7))
                  and (cardinality($8::text[]) = 0 or lower(c.owner) = any($8))
                  and (cardinality($9::text[]) = 0 or c.tags && $9)
                  and (cardinality($10::text[]) = 0 or c.issues && $10)
                  and ($11::text is null or strpos(lower(c.title), lower($11)) > 0)
                  and ($12::timestamptz is null or c.created_at >= $12)
                  and ($13::timestamptz is null or c.created_at < $13)
                  and ($14::timestamptz is null or c.updated_at >= $14)
                  and ($15::timestamptz is null or c.updated_at < $15)
                  and ($16::text is null or exists (
                      select from jsonb_array_elements(c.facts -> 'issues') as i (link)
                      where (cardinality($10::text[]) = 0
                              or coalesce(i.link ->> 'key', i.link ->> 'url') = any($10))
                          and coalesce(lower(i.link ->> 'tracker') = lower($16), $17)
                  )) ",
                $tail
            )
        }

        impl From<Search> for $name {
            fn from(search: Search) -> Self {
                let Search { organization, project, filter, page } = search;
                let CaseFilter {
                    numbers,
                    folder,
                    priorities,
                    types,
                    states,
                    owners,
                    tags,
                    issues,
                    tracker,
                    title_contains,
                    created,
                    updated,
                } = filter;
                Self {
                    organization,
                    project,
                    numbers: numbers.into_iter().map(CaseNumber::get).collect(),
                    folder,
                    priorities: lower(priorities),
                    types: lower(types),
                    states: lower(states),
                    owners: lower(owners),
                    tags: strings(tags),
                    issues: strings(issues),
                    title: title_contains.map(ScreenedText::into_string),
                    created_from: created.from,
                    created_before: created.before,
                    updated_from: updated.from,
                    updated_before: updated.before,
                    tracker_is_default: tracker.as_ref().is_some_and(|it| it.is_default),
                    tracker: tracker.map(|it| it.name.into_string()),
                    skip: page.skip.into(),
                    take: page.take.into(),
                }
            }
        }
    };
}

case_search! {
    /// By the primary key, backwards.
    CasePageOfProject,
    "select c.project_id, c.number from test_cases c where c.project_id = $2",
    "order by c.number desc offset $18 limit $19"
}

case_search! {
    CaseCountOfProject,
    "select count(*)::integer as number from test_cases c where c.project_id = $2",
    ""
}

case_search! {
    /// By the directory's key of numbers, backwards.
    CasePageOfOrganization,
    "select c.project_id, c.number from directory d
     cross join lateral (
         select * from test_cases c where c.project_id = d.project_id and c.number = d.number limit 1
     ) c
     join projects p on p.id = d.project_id
     where d.organization_id = $1 and d.kind = 3 and ($2::integer is null or d.project_id = $2)
         and p.deleted_at is null",
    "order by d.number desc offset $18 limit $19"
}

case_search! {
    CaseCountOfOrganization,
    "select count(*)::integer as number from test_cases c join projects p on p.id = c.project_id
     where p.organization_id = $1 and ($2::integer is null or p.id = $2) and p.deleted_at is null",
    ""
}

#[derive(Clone)]
struct Search {
    organization: i32,
    project: Option<i32>,
    filter: CaseFilter,
    page: Page,
}

#[derive(diesel::QueryableByName)]
struct PlaceRow {
    #[diesel(sql_type = Integer)]
    project_id: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
}

impl Store {
    /// The cases in the project's catalogue that fit, newest first.
    pub async fn list_cases(
        &self,
        project: &Located<Project>,
        filter: CaseFilter,
        page: Page,
    ) -> Result<Listed<CaseDetail>, StoreError> {
        let search = Search {
            organization: project.organization,
            project: Some(project.project_id),
            filter,
            page,
        };
        let mut connection = self.connection().await?;
        let places: Vec<PlaceRow> = CasePageOfProject::from(search.clone())
            .load(&mut connection)
            .await?;
        let count: Vec<NumberRow> = CaseCountOfProject::from(search)
            .load(&mut connection)
            .await?;
        let places = places.into_iter().map(|row| (row.project_id, row.number));
        Ok(Listed {
            entries: details(&mut connection, places).await?,
            total: total(&count),
        })
    }

    /// The cases in the catalogues of all projects that the key may see, those that fit, newest first.
    pub async fn list_cases_of_organization(
        &self,
        who: &Principal,
        filter: CaseFilter,
        page: Page,
    ) -> Result<Listed<CaseDetail>, StoreError> {
        let search = Search {
            organization: who.organization,
            project: who.project,
            filter,
            page,
        };
        let mut connection = self.connection().await?;
        let places: Vec<PlaceRow> = CasePageOfOrganization::from(search.clone())
            .load(&mut connection)
            .await?;
        let count: Vec<NumberRow> = CaseCountOfOrganization::from(search)
            .load(&mut connection)
            .await?;
        let places = places.into_iter().map(|row| (row.project_id, row.number));
        Ok(Listed {
            entries: details(&mut connection, places).await?,
            total: total(&count),
        })
    }
}

fn lower(texts: Vec<ScreenedText>) -> Vec<String> {
    let texts = texts.into_iter();
    texts.map(|text| text.as_str().to_lowercase()).collect()
}
