//! Looks whether the database keeps what the code relies on and no constraint of the database holds.
//!
//! Each invariant is one statement, so it is asked of one moment even beside a server that writes. What has a
//! tombstone is half gone while it is purged: only that it leaves nothing behind is asked of it.

use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::RunQueryDsl;

use crate::connect::planning;
use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// What was found of one invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The invariant's name: the file that says it in SQL.
    pub invariant: &'static str,
    /// How often it does not hold.
    pub violations: u64,
    /// One of these places.
    pub example: Option<String>,
}

#[derive(diesel::QueryableByName)]
struct FindingRow {
    #[diesel(sql_type = BigInt)]
    violations: i64,
    #[diesel(sql_type = Nullable<Text>)]
    example: Option<String>,
}

/// Declares a statement for each file, and asks them all.
macro_rules! invariants {
    ($($statement:ident in $name:literal;)*) => {
        /// The names of all invariants.
        pub const INVARIANTS: &[&str] = &[$($name),*];

        $(statement! {
            $statement {}
            concat!(
                "select count(*) as violations, min(example) as example from (",
                include_str!(concat!($name, ".sql")),
                ") as violation"
            )
        })*

        impl Store {
            /// Asks every invariant of the whole database.
            pub async fn check(&self) -> Result<Vec<Finding>, StoreError> {
                let mut connection = self.connection().await?;
                connection.transaction(async |connection| {
                    planning::for_whole_tables(connection).await?;
                    let mut findings = Vec::with_capacity(INVARIANTS.len());
                    $({
                        let rows: Vec<FindingRow> = $statement {}.load(connection).await?;
                        findings.push(finding($name, rows)?);
                    })*
                    Ok(findings)
                })
                .await
            }
        }
    };
}

invariants! {
    RunCounts in "run_counts";
    RunPlaces in "run_places";
    NewestShown in "newest_shown";
    Details in "details";
    Steps in "steps";
    Attempts in "attempts";
    RowsOfRuns in "rows_of_runs";
    NamedThings in "named_things";
    Directory in "directory";
    OfProjects in "of_projects";
    CaseParts in "case_parts";
    Folders in "folders";
    Counters in "counters";
    PurgedCases in "purged_cases";
    Seals in "seals";
}

fn finding(invariant: &'static str, rows: Vec<FindingRow>) -> Result<Finding, StoreError> {
    let row = rows.into_iter().next();
    let row = row.ok_or_else(|| StoreError::corrupt("a count of nothing"))?;
    Ok(Finding {
        invariant,
        violations: u64::try_from(row.violations).unwrap_or_default(),
        example: row.example,
    })
}
