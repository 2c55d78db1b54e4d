//! Reads a sealed run as its receipt has it.

use diesel::prelude::QueryableByName;
use diesel::sql_types::{Array, Bool, Integer, Nullable, SmallInt, Timestamptz};
use diesel_async::RunQueryDsl;
use domain::number::{ResultNumber, RunNumber, Seq};
use domain::seal::{Line, Seal};
use domain::status::Status;
use time::OffsetDateTime;

use super::SealedRun;
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::record::result_row::row_key;
use crate::statement::statement;

statement! {
    /// By primary keys.
    ReadSeal { project: Integer = i32, run: Integer = i32 }
    include_str!("read.sql")
}

#[derive(QueryableByName)]
struct SealedRow {
    #[diesel(embed)]
    seal: SealRow,
    #[diesel(sql_type = Nullable<Bool>)]
    names_rows: Option<bool>,
    #[diesel(sql_type = Integer)]
    refused: i32,
    #[diesel(sql_type = Integer)]
    superseded: i32,
    #[diesel(sql_type = Array<Integer>)]
    cases: Vec<i32>,
    #[diesel(sql_type = Array<Integer>)]
    configurations: Vec<i32>,
    #[diesel(sql_type = Array<SmallInt>)]
    statuses: Vec<i16>,
    #[diesel(sql_type = Array<Integer>)]
    seqs: Vec<i32>,
    #[diesel(sql_type = Array<Integer>)]
    missing_cases: Vec<i32>,
    #[diesel(sql_type = Array<Integer>)]
    missing_configurations: Vec<i32>,
}

/// The columns of a run that are its seal.
#[derive(QueryableByName)]
pub(crate) struct SealRow {
    #[diesel(sql_type = Nullable<Integer>)]
    expected: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    missing: Option<i32>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    deadline: Option<OffsetDateTime>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    filled_at: Option<OffsetDateTime>,
}

impl SealRow {
    /// The seal; none of a run that is not sealed.
    pub(crate) fn seal(self) -> Result<Option<Seal>, StoreError> {
        let Self {
            expected,
            missing,
            deadline,
            filled_at,
        } = self;
        let Some((expected, missing)) = expected.zip(missing) else {
            return Ok(None);
        };
        let count =
            |it: i32| u32::try_from(it).map_err(|_| StoreError::corrupt("a seal below zero"));
        Ok(Some(Seal {
            expected: count(expected)?,
            missing: count(missing)?,
            deadline,
            filled_at,
        }))
    }
}

impl SealedRow {
    fn sealed(self, run: RunNumber) -> Result<Option<SealedRun>, StoreError> {
        let Self {
            seal,
            names_rows,
            refused,
            superseded,
            cases,
            configurations,
            statuses,
            seqs,
            missing_cases,
            missing_configurations,
        } = self;
        let Some(seal) = seal.seal()? else {
            return Ok(None);
        };
        let shown = cases.into_iter().zip(configurations);
        let shown = shown.zip(statuses).zip(seqs);
        let shown = shown.map(|(((case, configuration), status), seq)| {
            let key = row_key(case, configuration)?;
            let seq = Seq::new(seq).ok_or_else(|| StoreError::corrupt("a place out of range"))?;
            Ok(Line {
                case: key.case,
                configuration: key.configuration,
                status: Status::from_code(status)
                    .ok_or_else(|| StoreError::corrupt("an unknown status"))?,
                result: ResultNumber::new(run, seq),
            })
        });
        let missing = missing_cases.into_iter().zip(missing_configurations);
        let missing = missing.map(|(case, configuration)| row_key(case, configuration));
        let missing: Vec<_> = missing.collect::<Result<_, StoreError>>()?;
        Ok(Some(SealedRun {
            seal,
            missing: (names_rows == Some(true)).then_some(missing),
            shown: shown.collect::<Result<_, StoreError>>()?,
            superseded: u32::try_from(superseded).unwrap_or_default(),
            refused: u32::try_from(refused).unwrap_or_default(),
        }))
    }
}

impl Store {
    /// The seal of a run and what the run has taken; `None` if it is not sealed.
    pub async fn sealed_run(&self, run: &Located<Run>) -> Result<Option<SealedRun>, StoreError> {
        let statement = ReadSeal {
            project: run.project_id,
            run: run.number.get(),
        };
        let mut connection = self.connection().await?;
        let rows: Vec<SealedRow> = statement.load(&mut connection).await?;
        match rows.into_iter().next() {
            Some(row) => row.sealed(run.number),
            None => Ok(None),
        }
    }
}
