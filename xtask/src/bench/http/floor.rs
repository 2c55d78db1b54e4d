//! The same writes without the server: two prepared statements in one round trip.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};
use tokio::task::JoinSet;
use tokio_postgres::{Client, Statement};

use super::workload::Workload;
use crate::bench::batch::Item;
use crate::bench::connect::connect_by_index;

const PROJECT: i32 = 1;
const AUTHOR: i32 = 1;

/// A connection with its statements.
#[derive(Clone)]
pub(super) struct Writer {
    client: Arc<Client>,
    lock: Statement,
    upsert: Statement,
    append: Statement,
}

/// The parameters of one write.
struct Columns {
    cases: Vec<i32>,
    statuses: Vec<i16>,
    elapsed: Vec<Option<i32>>,
    notes: Vec<Option<String>>,
    /// Whether what a row shows is superseded whatever it is.
    appends: bool,
}

/// Writes the workload, the runs dealt out to the writers, and says how long that took.
pub(super) async fn measure(writers: &[Writer], workload: &Workload) -> Result<Duration> {
    let appends = workload.dialect.appends();
    let batches = workload.batches.iter().map(|it| columns(it, appends));
    let batches: Arc<Vec<Columns>> = Arc::new(batches.collect());
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    for (place, writer) in writers.iter().enumerate() {
        let runs: Vec<i32> = workload
            .runs
            .iter()
            .copied()
            .skip(place)
            .step_by(writers.len())
            .collect();
        let (writer, batches) = (writer.clone(), Arc::clone(&batches));
        tasks.spawn(async move {
            for batch in batches.iter() {
                for run in &runs {
                    writer.write(*run, batch).await?;
                }
            }
            anyhow::Ok(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(started.elapsed())
}

impl Writer {
    pub(super) async fn connect(url: &str) -> Result<Self> {
        let client = connect_by_index(url).await?;
        let lock = client.prepare(include_str!("sql/lock.sql")).await?;
        let upsert = concat!(
            include_str!("sql/change.sql"),
            include_str!("sql/differing.sql"),
            include_str!("sql/write.sql")
        );
        let append = concat!(
            include_str!("sql/change.sql"),
            include_str!("sql/write.sql")
        );
        let upsert = client.prepare(upsert).await.context("prepare the upsert")?;
        let append = client.prepare(append).await.context("prepare the append")?;
        Ok(Self {
            client: Arc::new(client),
            lock,
            upsert,
            append,
        })
    }

    /// One transaction. All of it is sent at once: nothing in it has to be known here first.
    async fn write(&self, run: i32, batch: &Columns) -> Result<()> {
        let Columns {
            cases,
            statuses,
            elapsed,
            notes,
            appends,
        } = batch;
        let write = if *appends { &self.append } else { &self.upsert };
        let now = time::OffsetDateTime::from(SystemTime::now());
        tokio::try_join!(
            self.client.batch_execute("begin"),
            async {
                self.client
                    .query_one(&self.lock, &[&PROJECT, &run])
                    .await
                    .map(drop)
            },
            async {
                let parameters: [&(dyn tokio_postgres::types::ToSql + Sync); 8] = [
                    &PROJECT, &run, cases, statuses, elapsed, notes, &AUTHOR, &now,
                ];
                self.client.execute(write, &parameters).await.map(drop)
            },
            self.client.batch_execute("commit"),
        )?;
        Ok(())
    }
}

fn columns(items: &[Item], appends: bool) -> Columns {
    Columns {
        cases: items.iter().map(|item| item.case_no).collect(),
        statuses: items.iter().map(|item| item.status).collect(),
        elapsed: items.iter().map(|item| item.elapsed_ms).collect(),
        notes: items.iter().map(|item| item.note.clone()).collect(),
        appends,
    }
}
