//! Finds the cases that clients name.

use diesel::sql_types::{Array, Bool, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::number::CaseNumber;
use domain::opaque::OpaqueId;
use domain::spelling::Reference;
use uuid::Uuid;

use crate::error::StoreError;
use crate::locate::{Located, Project, Run};
use crate::pool::Store;
use crate::statement::statement;

/// How a client names a case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CaseName {
    /// By an id in one of Verdict's forms.
    Reference(Reference),
    /// By any other text: a spelling given at import, or the project's prefix and the number.
    Key(domain::text::Text),
}

/// A case that a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedCase {
    /// Its number.
    pub number: CaseNumber,
    /// Its opaque id.
    pub opaque: OpaqueId,
    /// Whether it is in the catalogue; a discovered one is not.
    pub catalogued: bool,
}

statement! {
    /// One row for each name that leads to a case of its project, with the name's place in the list.
    ResolveCases {
        organization: Integer = i32,
        projects: Array<Integer> = Vec<i32>,
        numbers: Array<Nullable<Integer>> = Vec<Option<i32>>,
        opaque: Array<Nullable<SqlUuid>> = Vec<Option<Uuid>>,
        keys: Array<Nullable<Text>> = Vec<Option<String>>,
    }
    concat!(
        "select wanted.place::integer as place, found.number, found.opaque, found.catalogued
         from unnest($2::integer[], $3::integer[], $4::uuid[], $5::text[]) with ordinality
             as wanted (project_id, number, opaque, key, place) ",
        include_str!("found_case.sql")
    )
}

/// Names as `found_case.sql` wants them: of each, one column says something.
#[derive(Default)]
struct Names {
    pub(crate) numbers: Vec<Option<i32>>,
    pub(crate) opaque: Vec<Option<Uuid>>,
    pub(crate) keys: Vec<Option<String>>,
}

impl Names {
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a CaseName>) -> Self {
        let mut columns = Self::default();
        for name in names {
            let (number, opaque, key) = match name {
                CaseName::Reference(Reference::Number(number)) => (Some(*number), None, None),
                CaseName::Reference(Reference::Opaque(id)) => (None, Some(id.uuid()), None),
                CaseName::Key(key) => (None, None, Some(key.as_str().to_owned())),
            };
            columns.numbers.push(number);
            columns.opaque.push(opaque);
            columns.keys.push(key);
        }
        columns
    }
}

#[derive(diesel::QueryableByName)]
struct ResolvedRow {
    #[diesel(sql_type = Integer)]
    place: i32,
    #[diesel(sql_type = Integer)]
    number: i32,
    #[diesel(sql_type = SqlUuid)]
    opaque: Uuid,
    #[diesel(sql_type = Bool)]
    catalogued: bool,
}

/// Resolves names, each in its project; answers in the order asked, `None` where there is no case.
pub(crate) async fn resolve_cases(
    connection: &mut AsyncPgConnection,
    organization: i32,
    names: &[(i32, &CaseName)],
) -> Result<Vec<Option<NamedCase>>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let (projects, names): (Vec<i32>, Vec<&CaseName>) = names.iter().copied().unzip();
    let Names {
        numbers,
        opaque,
        keys,
    } = Names::of(names.iter().copied());
    let statement = ResolveCases {
        organization,
        projects,
        numbers,
        opaque,
        keys,
    };
    let rows: Vec<ResolvedRow> = statement.load(connection).await?;
    let mut resolved = vec![None; names.len()];
    for row in rows {
        let place = usize::try_from(row.place - 1).ok();
        if let Some(slot) = place.and_then(|place| resolved.get_mut(place)) {
            *slot = CaseNumber::new(row.number).map(|number| NamedCase {
                number,
                opaque: OpaqueId::from_uuid(row.opaque),
                catalogued: row.catalogued,
            });
        }
    }
    Ok(resolved)
}

impl Store {
    /// Finds the cases of a project that a client names; answers in the order asked.
    pub async fn resolve_cases(
        &self,
        project: &Located<Project>,
        names: &[CaseName],
    ) -> Result<Vec<Option<CaseNumber>>, StoreError> {
        self.resolve_in(project, names).await
    }

    /// Finds the cases of a run's project that a client names; answers in the order asked.
    pub async fn resolve_cases_of_run(
        &self,
        run: &Located<Run>,
        names: &[CaseName],
    ) -> Result<Vec<Option<CaseNumber>>, StoreError> {
        self.resolve_in(run, names).await
    }

    async fn resolve_in<T>(
        &self,
        place: &Located<T>,
        names: &[CaseName],
    ) -> Result<Vec<Option<CaseNumber>>, StoreError> {
        let mut connection = self.connection().await?;
        let names: Vec<(i32, &CaseName)> =
            names.iter().map(|name| (place.project_id, name)).collect();
        let found = resolve_cases(&mut connection, place.organization, &names).await?;
        let numbers = found.into_iter().map(|case| case.map(|case| case.number));
        Ok(numbers.collect())
    }
}
