//! Whether an address is one of Postgres, or of a pooler that gives its connections out by the transaction.
//!
//! `PgBouncer` does so with `pool_mode=transaction`. What belongs to a session is then whoever's it happens to be: settings,
//! locks, and before its version 1.21 the statements that were prepared.

use std::time::Duration;

use thiserror::Error;
use tokio_postgres::{Client, SimpleQueryMessage, Statement};

use crate::connect::Address;
use crate::error::StoreError;

/// How long one who asks waits for a connection while we hold another, before it is given back: a pooler may have one
/// only.
const WAIT: Duration = Duration::from_secs(1);

/// How often it is tried. Others may get a connection in between, so that one try may see nothing.
const TRIES: usize = 3;

/// Why a pooler does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Pooled {
    /// It does not keep prepared statements.
    #[error(
        "a pooler gives out connections there by the transaction, and keeps no prepared statements: use PgBouncer from \
         1.21 on with max_prepared_statements above 0, or pool_mode=session, or the address of Postgres itself"
    )]
    Forgets,
    /// The programs of a backup set what is not theirs to set.
    #[error(
        "a pooler gives out connections there by the transaction, and pg_dump and pg_restore would leave their settings \
         to others: use the address of Postgres itself"
    )]
    ForBackup,
}

/// What answers at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Postgres itself, or what gives each client a connection of its own: what is set on one stays ours.
    Postgres,
    /// A pooler that gives connections out by the transaction, and keeps prepared statements.
    Pooler,
}

/// Fails where connections are given out by the transaction, whatever is kept.
pub(crate) async fn refuse(url: &str) -> Result<(), StoreError> {
    match ask(url).await? {
        Answers::Postgres => Ok(()),
        Answers::Pooler => Err(StoreError::Pooled(Pooled::ForBackup)),
    }
}

/// Finds out whether two clients get one connection in turn. Fails where a pooler forgets prepared statements; one that
/// is busy may pass, and is found out later.
pub async fn ask(url: &str) -> Result<Answers, StoreError> {
    let address = Address::parse(url)?;
    let one = address.clone().open().await.map_err(unavailable)?;
    let other = address.open().await.map_err(unavailable)?;
    let statement = one.prepare("select 1").await.map_err(told)?;
    for _ in 0..TRIES {
        if are_mixed_up(&one, &other, &statement).await? {
            return Ok(Answers::Pooler);
        }
    }
    Ok(Answers::Postgres)
}

/// Whether they are this time. What `one` had, `other` holds while `one` carries its statement out.
async fn are_mixed_up(
    one: &Client,
    other: &Client,
    statement: &Statement,
) -> Result<bool, StoreError> {
    let first = process(one).await?;
    other.batch_execute("begin").await.map_err(told)?;
    let others = process(other).await?;
    let mut carried_out = std::pin::pin!(one.query(statement, &[]));
    let soon = tokio::time::timeout(WAIT, &mut carried_out).await;
    other.batch_execute("rollback").await.map_err(told)?;
    match soon {
        Ok(done) => done.map_err(told)?,
        Err(_) => carried_out.await.map_err(told)?,
    };
    Ok(first == others || first != process(one).await?)
}

/// The process of Postgres that answers.
async fn process(client: &Client) -> Result<Option<String>, StoreError> {
    let rows = client.simple_query("select pg_backend_pid()").await;
    Ok(rows.map_err(told)?.into_iter().find_map(|it| match it {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    }))
}

fn told(error: tokio_postgres::Error) -> StoreError {
    let said = error
        .as_db_error()
        .map(tokio_postgres::error::DbError::message);
    if said.is_some_and(crate::error::is_forgotten) {
        return StoreError::Pooled(Pooled::Forgets);
    }
    unavailable(error)
}

fn unavailable(error: tokio_postgres::Error) -> StoreError {
    StoreError::Unavailable(error.into())
}
