//! The same statements without the server, one after the other, on a connection.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::task::JoinSet;
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Statement};

use super::capture::Asked;
use super::message::{Bind, Parse};
use crate::bench::connect::connect_by_index;

/// A connection with its statements.
#[derive(Clone)]
pub(super) struct Replay {
    client: Arc<Client>,
    steps: Arc<Vec<Step>>,
}

enum Step {
    Simple(String),
    Prepared(Statement, Vec<Raw>),
}

/// A parameter as it was sent.
#[derive(Debug)]
struct Raw(Option<Vec<u8>>);

impl ToSql for Raw {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        let Some(bytes) = &self.0 else {
            return Ok(IsNull::Yes);
        };
        out.extend_from_slice(bytes);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Carries everything out `times` times, dealt out to the connections, and says how long that took.
pub(super) async fn measure(replays: &[Replay], times: usize) -> Result<Duration> {
    let started = Instant::now();
    let mut tasks = JoinSet::new();
    for place in 0..replays.len() {
        let Some(replay) = replays.get(place).cloned() else {
            continue;
        };
        let own = (place..times).step_by(replays.len()).count();
        tasks.spawn(async move {
            for _ in 0..own {
                replay.carry_out().await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(started.elapsed())
}

impl Replay {
    pub(super) async fn prepare(url: &str, asked: &[Asked]) -> Result<Self> {
        let client = connect_by_index(url).await?;
        let mut steps = Vec::with_capacity(asked.len());
        for asked in asked {
            steps.push(match asked {
                Asked::Simple(text) => Step::Simple(text.clone()),
                Asked::Prepared(Parse { text, types }, Bind { parameters, .. }) => {
                    let types: Vec<Type> = types
                        .iter()
                        .map(|oid| Type::from_oid(*oid).unwrap_or(Type::UNKNOWN))
                        .collect();
                    let statement = client.prepare_typed(text, &types).await;
                    let parameters = parameters.iter().cloned().map(Raw).collect();
                    Step::Prepared(statement.context("prepare a statement again")?, parameters)
                }
            });
        }
        Ok(Self {
            client: Arc::new(client),
            steps: Arc::new(steps),
        })
    }

    async fn carry_out(&self) -> Result<()> {
        for step in self.steps.iter() {
            match step {
                Step::Simple(text) => self.client.batch_execute(text).await?,
                Step::Prepared(statement, parameters) => {
                    let parameters = parameters
                        .iter()
                        .map(|it| -> &(dyn ToSql + Sync) { it })
                        .collect::<Vec<_>>();
                    self.client.query(statement, &parameters).await?;
                }
            }
        }
        Ok(())
    }
}
