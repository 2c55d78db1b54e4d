//! A row of what was looked up.

use diesel::deserialize::{self, FromSql, QueryableByName};
use diesel::pg::Pg;
use diesel::row::{Field as _, NamedRow, Row};
use diesel::sql_types::{
    BigInt, Bool, Integer, Jsonb, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use domain::plan::Planned;
use uuid::Uuid;

use crate::record::names::Version;
use crate::record::result_row::ResultRow;

/// What one row of the answer says.
pub(super) struct Known {
    /// The version of the project's catalogue.
    pub(super) version: Version,
    /// Nothing if nothing is known of any case.
    pub(super) row: Option<KnownRow>,
}

/// A case, with one row of it that shows a result and one that stands without, if there are any.
pub(super) struct KnownRow {
    pub(super) run: i32,
    pub(super) case_no: i32,
    pub(super) shown: Option<ResultRow>,
    pub(super) standing: Option<Standing>,
}

/// A row that stands without a result.
pub(super) struct Standing {
    pub(super) configuration: i32,
    pub(super) why: Why,
}

/// Why it stands.
pub(super) enum Why {
    Planned(Planned),
    /// It is open.
    Attempt(Uuid),
}

/// The columns of a result that a row shows, and the place behind them.
const SHOWN: usize = 3;
const STANDING: usize = 16;

/// By position: there are many columns in many rows, and by its name each is looked for among all of them.
impl QueryableByName<Pg> for Known {
    fn build<'a>(row: &impl NamedRow<'a, Pg>) -> deserialize::Result<Self> {
        let mut head = Columns { row, place: 0 };
        let version = head.next::<BigInt, _>()?;
        let Some(run) = head.maybe::<Integer, i32>()? else {
            return Ok(Self { version, row: None });
        };
        let case_no = head.next::<Integer, i32>()?;
        let row = KnownRow {
            run,
            case_no,
            shown: shown(row, run, case_no)?,
            standing: standing(row)?,
        };
        Ok(Self {
            version,
            row: Some(row),
        })
    }
}

fn shown<'a>(
    row: &impl NamedRow<'a, Pg>,
    run: i32,
    case_no: i32,
) -> deserialize::Result<Option<ResultRow>> {
    let mut columns = Columns { row, place: SHOWN };
    let Some(configuration) = columns.maybe::<Integer, i32>()? else {
        return Ok(None);
    };
    Ok(Some(ResultRow {
        run,
        case_no,
        configuration,
        seq: columns.next::<Integer, _>()?,
        author: columns.next::<Integer, _>()?,
        status: columns.next::<SmallInt, _>()?,
        parts: columns.next::<SmallInt, _>()?,
        elapsed_ms: columns.maybe::<Integer, _>()?,
        recorded_at: columns.next::<Timestamptz, _>()?,
        note: columns.maybe::<Text, _>()?,
        framework: columns.maybe::<Text, _>()?,
        started_at: columns.maybe::<Timestamptz, _>()?,
        executed_at: columns.maybe::<Timestamptz, _>()?,
        custom_status: columns.maybe::<Integer, _>()?,
        facts: columns.maybe::<Jsonb, _>()?,
    }))
}

fn standing<'a>(row: &impl NamedRow<'a, Pg>) -> deserialize::Result<Option<Standing>> {
    let mut columns = Columns {
        row,
        place: STANDING,
    };
    let Some(configuration) = columns.maybe::<Integer, i32>()? else {
        return Ok(None);
    };
    let by_attempt = columns.maybe::<Bool, bool>()?;
    let attempt = columns.maybe::<SqlUuid, Uuid>()?;
    let why = match (attempt, by_attempt) {
        (Some(attempt), _) => Why::Attempt(attempt),
        (None, Some(true)) => Why::Planned(Planned::ByAttempt),
        (None, Some(false) | None) => Why::Planned(Planned::ByPlan),
    };
    Ok(Some(Standing { configuration, why }))
}

/// The columns of a row from a place on, one after the other.
struct Columns<'r, R> {
    row: &'r R,
    place: usize,
}

impl<R> Columns<'_, R> {
    fn next<'a, ST, T>(&mut self) -> deserialize::Result<T>
    where
        R: NamedRow<'a, Pg>,
        T: FromSql<ST, Pg>,
    {
        let column = Row::get(self.row, self.place).ok_or("a column too few")?;
        self.place += 1;
        T::from_nullable_sql(column.value())
    }

    fn maybe<'a, ST, T>(&mut self) -> deserialize::Result<Option<T>>
    where
        R: NamedRow<'a, Pg>,
        T: FromSql<ST, Pg>,
    {
        let column = Row::get(self.row, self.place).ok_or("a column too few")?;
        self.place += 1;
        column.value().map(T::from_sql).transpose()
    }
}
