//! Which migrations a database has, and whether a program can live with them.

use diesel::sql_types::{Bool, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::StoreError;
use crate::statement::statement;

/// A migration that has run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Its version: the time in its name.
    pub version: String,
    /// The oldest program that can live with it, named by a migration that the program has; none where nobody has
    /// said.
    pub oldest_program: Option<String>,
}

statement! {
    Tables {}
    "select to_regclass('__diesel_schema_migrations') is not null as migrations,
         to_regclass('oldest_programs') is not null as programs"
}

statement! {
    Versions {}
    "select version::text as version, null::text as oldest_program from __diesel_schema_migrations order by version"
}

statement! {
    VersionsWithPrograms {}
    "select m.version::text as version, o.program::text as oldest_program
     from __diesel_schema_migrations m left join oldest_programs o on o.migration = m.version order by m.version"
}

#[derive(diesel::QueryableByName)]
struct TablesRow {
    #[diesel(sql_type = Bool)]
    migrations: bool,
    #[diesel(sql_type = Bool)]
    programs: bool,
}

#[derive(diesel::QueryableByName)]
struct AppliedRow {
    #[diesel(sql_type = Text)]
    version: String,
    #[diesel(sql_type = Nullable<Text>)]
    oldest_program: Option<String>,
}

/// The migrations of a database, oldest first. Makes nothing in it, not even where there is none.
pub(crate) async fn applied(
    connection: &mut AsyncPgConnection,
) -> Result<Vec<Applied>, StoreError> {
    let tables: Vec<TablesRow> = Tables {}.load(connection).await?;
    let rows: Vec<AppliedRow> = match tables.into_iter().next() {
        Some(TablesRow {
            migrations: true,
            programs: true,
        }) => VersionsWithPrograms {}.load(connection).await?,
        Some(TablesRow {
            migrations: true,
            programs: false,
        }) => Versions {}.load(connection).await?,
        _ => Vec::new(),
    };
    let applied = |row: AppliedRow| Applied {
        version: row.version,
        oldest_program: row.oldest_program,
    };
    Ok(rows.into_iter().map(applied).collect())
}

/// Whether a program with the migrations `own` can live with a database that has `applied`.
pub(super) fn admit(applied: &[Applied], own: &[String]) -> Result<(), StoreError> {
    for Applied {
        version,
        oldest_program,
    } in applied
    {
        let needed = oldest_program.as_ref().unwrap_or(version);
        if !own.contains(version) && !own.contains(needed) {
            return Err(StoreError::Newer {
                migration: version.clone(),
                needed: needed.clone(),
            });
        }
    }
    Ok(())
}

/// Those of `own` that are not among `applied`.
pub(super) fn missing(own: &[String], applied: &[Applied]) -> usize {
    let is_missing = |version: &&String| applied.iter().all(|it| it.version != **version);
    own.iter().filter(is_missing).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(version: &str, oldest_program: Option<&str>) -> Applied {
        Applied {
            version: version.to_owned(),
            oldest_program: oldest_program.map(str::to_owned),
        }
    }

    #[test]
    fn a_program_lives_with_what_it_knows_and_with_what_names_a_migration_of_its_own() {
        let own = ["1", "2", "4"].map(str::to_owned);
        for (applied, refused) in [
            (vec![], None),
            (vec![one("1", None), one("2", None)], None),
            (vec![one("3", Some("2"))], None),
            (vec![one("5", Some("4")), one("6", Some("1"))], None),
            (vec![one("3", None)], Some(("3", "3"))),
            (vec![one("5", Some("5"))], Some(("5", "5"))),
            (
                vec![one("5", Some("4")), one("6", Some("5"))],
                Some(("6", "5")),
            ),
        ] {
            let answer = match admit(&applied, &own) {
                Ok(()) => None,
                Err(StoreError::Newer { migration, needed }) => Some((migration, needed)),
                Err(other) => panic!("{other}"),
            };
            let refused =
                refused.map(|(migration, needed)| (migration.to_owned(), needed.to_owned()));
            assert_eq!(answer, refused, "{applied:?}");
        }
        assert_eq!(missing(&own, &[one("2", None), one("9", None)]), 2);
    }
}
