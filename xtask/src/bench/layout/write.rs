//! A write in three moves: lock and load, plan, write once.

use anyhow::Result;
use tokio_postgres::{Client, Row, Statement};

use super::plan::{Counters, Repeat, Stored, StoredByKey, plan};
use super::subject::{PROJECT, Statements, Subject};
use crate::bench::batch::Item;

/// A run that is written to, and how.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) run: i32,
    pub(super) planned: bool,
    pub(super) repeat: Repeat,
}

impl Subject {
    /// Records a batch in one transaction and returns how many results it stored.
    pub(super) async fn submit(&mut self, target: Target, items: Vec<Item>) -> Result<usize> {
        let Self {
            client, statements, ..
        } = self;
        let transaction = client.transaction().await?;
        let row = transaction
            .query_one(&statements.lock, &[&PROJECT, &target.run])
            .await?;
        let mut counters = Counters {
            next_seq: row.try_get(0)?,
            result_rows: row.try_get(1)?,
            by_status: row.try_get(2)?,
        };
        let stored = load(
            transaction.client(),
            load_statement(statements, target),
            target.run,
            &items,
        )
        .await?;
        let columns = plan(items, &stored, target.repeat, &mut counters);
        if !columns.seq.is_empty() {
            let since_start = counters.next_seq * 20;
            transaction
                .execute(
                    &statements.write,
                    &[
                        &PROJECT,
                        &target.run,
                        &columns.case_no,
                        &columns.configuration,
                        &columns.seq,
                        &columns.status,
                        &columns.elapsed_ms,
                        &columns.note,
                        &columns.stored,
                        &columns.attempt,
                        &since_start,
                        &counters.next_seq,
                        &counters.result_rows,
                        &counters.by_status,
                    ],
                )
                .await?;
        }
        transaction.commit().await?;
        Ok(columns.seq.len())
    }

    /// Opens a run; `planned` is how many untested cases it starts with.
    pub(super) async fn open_run(&self, run: i32, planned: Option<i32>) -> Result<()> {
        let mut by_status = vec![0; 10];
        if let (Some(untested), Some(cases)) = (by_status.first_mut(), planned) {
            *untested = cases;
        }
        self.client
            .execute(
                &self.statements.open_run,
                &[&PROJECT, &run, &planned.is_some(), &by_status],
            )
            .await?;
        if let Some(cases) = planned {
            self.client
                .execute(&self.statements.place, &[&PROJECT, &run, &cases])
                .await?;
        }
        Ok(())
    }
}

fn load_statement(statements: &Statements, target: Target) -> &Statement {
    if target.planned {
        &statements.load_planned
    } else {
        &statements.load
    }
}

async fn load(
    client: &Client,
    statement: &Statement,
    run: i32,
    items: &[Item],
) -> Result<StoredByKey> {
    let case_no: Vec<i32> = items.iter().map(|item| item.case_no).collect();
    let configuration: Vec<i32> = items.iter().map(|item| item.configuration).collect();
    let rows = client
        .query(statement, &[&PROJECT, &run, &case_no, &configuration])
        .await?;
    rows.iter().map(stored).collect()
}

fn stored(row: &Row) -> Result<((i32, i32), Stored)> {
    let key = (row.try_get(0)?, row.try_get(1)?);
    // A member without a row has no status of its own yet: untested.
    let stored = Stored {
        seq: row.try_get(2)?,
        status: row.try_get::<_, Option<i16>>(3)?.unwrap_or(0),
        elapsed_ms: row.try_get(4)?,
        note: row.try_get(5)?,
        attempt: row.try_get(6)?,
    };
    Ok((key, stored))
}
