//! One layout in a database: its schema, its connection, its prepared statements.

use anyhow::{Context, Result};
use tokio_postgres::{Client, Statement};

use super::catalogue::Layout;
use crate::bench::connect::connect;

/// The only project of the measurement.
pub(super) const PROJECT: i32 = 1;

/// A layout ready to be measured, on a connection of its own.
pub(super) struct Subject {
    pub(super) layout: &'static Layout,
    pub(super) client: Client,
    pub(super) statements: Statements,
}

/// The statements of a layout, prepared once as the store would.
pub(super) struct Statements {
    pub(super) open_run: Statement,
    pub(super) lock: Statement,
    pub(super) counters: Statement,
    pub(super) populate: Statement,
    pub(super) place: Statement,
    pub(super) load: Statement,
    pub(super) load_planned: Statement,
    pub(super) write: Statement,
    pub(super) seq_page: Statement,
    pub(super) case_page: Statement,
    pub(super) planned_page: Statement,
    pub(super) history: Statement,
}

impl Subject {
    /// Creates the layout's schema, replacing one that an interrupted measurement left.
    pub(super) async fn create(url: &str, layout: &'static Layout) -> Result<Self> {
        let client = connect(url).await?;
        let name = layout.name;
        client
            .batch_execute(&format!(
                "SET client_min_messages = warning;
                 DROP SCHEMA IF EXISTS {name} CASCADE;
                 CREATE SCHEMA {name};
                 SET search_path = {name}, public"
            ))
            .await?;
        for script in layout.schema {
            client
                .batch_execute(script)
                .await
                .with_context(|| format!("create layout {name}"))?;
        }
        let statements = Statements::prepare(&client, layout)
            .await
            .with_context(|| format!("prepare layout {name}"))?;
        Ok(Self {
            layout,
            client,
            statements,
        })
    }

    pub(super) async fn drop_schema(self) -> Result<()> {
        let name = self.layout.name;
        self.client
            .batch_execute(&format!("DROP SCHEMA {name} CASCADE"))
            .await?;
        Ok(())
    }
}

impl Statements {
    async fn prepare(client: &Client, layout: &Layout) -> Result<Self> {
        let sql = &layout.sql;
        Ok(Self {
            open_run: client
                .prepare(include_str!("sql/shared/open_run.sql"))
                .await?,
            lock: client.prepare(include_str!("sql/shared/lock.sql")).await?,
            counters: client
                .prepare(include_str!("sql/shared/counters.sql"))
                .await?,
            populate: client.prepare(sql.populate).await?,
            place: client.prepare(sql.place).await?,
            load: client.prepare(sql.load).await?,
            load_planned: client.prepare(sql.load_planned).await?,
            write: client.prepare(sql.write).await?,
            seq_page: client.prepare(sql.seq_page).await?,
            case_page: client.prepare(sql.case_page).await?,
            planned_page: client.prepare(sql.planned_page).await?,
            history: client.prepare(sql.history).await?,
        })
    }
}
