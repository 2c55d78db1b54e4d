//! Reads a sealed run as its receipt has it.

use std::pin::pin;

use diesel::prelude::QueryableByName;
use diesel::sql_types::{Bool, Integer, Nullable, SmallInt, Timestamptz};
use diesel_async::RunQueryDsl;
use domain::case::RowKey;
use domain::number::{ResultNumber, RunNumber, Seq};
use domain::seal::{Line, Seal};
use domain::status::Status;
use futures::TryStreamExt;
use time::OffsetDateTime;

use super::SealedRun;
use crate::error::StoreError;
use crate::locate::{Located, Run};
use crate::pool::Store;
use crate::record::result_row::row_key;
use crate::statement::statement;

statement! {
    /// By primary keys. One statement, so that all rows are of one moment.
    ReadSeal { project: Integer = i32, run: Integer = i32 }
    include_str!("read.sql")
}

/// A row of one of three kinds; what the others have is empty.
#[derive(QueryableByName)]
struct PartRow {
    #[diesel(embed)]
    seal: SealRow,
    #[diesel(sql_type = Nullable<Bool>)]
    names_rows: Option<bool>,
    #[diesel(sql_type = Nullable<Integer>)]
    refused: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    superseded: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    case_no: Option<i32>,
    #[diesel(sql_type = Nullable<Integer>)]
    configuration: Option<i32>,
    #[diesel(sql_type = Nullable<SmallInt>)]
    status: Option<i16>,
    #[diesel(sql_type = Nullable<Integer>)]
    seq: Option<i32>,
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

/// What was read so far.
#[derive(Default)]
struct Parts {
    /// With what was superseded and refused, and whether it names rows.
    seal: Option<(Seal, u32, u32, bool)>,
    missing: Vec<RowKey>,
    shown: Vec<Line>,
}

impl Parts {
    fn add(&mut self, row: PartRow, run: RunNumber) -> Result<(), StoreError> {
        let PartRow {
            seal,
            names_rows,
            refused,
            superseded,
            case_no,
            configuration,
            status,
            seq,
        } = row;
        let count = |it: Option<i32>| u32::try_from(it.unwrap_or_default()).unwrap_or_default();
        let Some((case, configuration)) = case_no.zip(configuration) else {
            let seal = seal.seal()?;
            let with = |seal| {
                let names_rows = names_rows == Some(true);
                (seal, count(superseded), count(refused), names_rows)
            };
            self.seal = seal.map(with);
            return Ok(());
        };
        let key = row_key(case, configuration)?;
        let Some((status, seq)) = status.zip(seq) else {
            self.missing.push(key);
            return Ok(());
        };
        let seq = Seq::new(seq).ok_or_else(|| StoreError::corrupt("a place out of range"))?;
        self.shown.push(Line {
            case: key.case,
            configuration: key.configuration,
            status: Status::from_code(status)
                .ok_or_else(|| StoreError::corrupt("an unknown status"))?,
            result: ResultNumber::new(run, seq),
        });
        Ok(())
    }

    fn sealed(self) -> Option<SealedRun> {
        let Self {
            seal,
            mut missing,
            shown,
        } = self;
        let (seal, superseded, refused, names_rows) = seal?;
        missing.sort_unstable();
        Some(SealedRun {
            seal,
            missing: names_rows.then_some(missing),
            shown,
            superseded,
            refused,
        })
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
        // Row by row as they come: there may be a million.
        let rows = statement.load_stream::<PartRow>(&mut connection).await?;
        let mut rows = pin!(rows);
        let mut parts = Parts::default();
        while let Some(row) = rows.try_next().await? {
            parts.add(row, run.number)?;
        }
        Ok(parts.sealed())
    }
}
