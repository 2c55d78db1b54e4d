//! Opens connections to a database, with TLS where `sslmode` in its address asks for it.

mod language;
pub(crate) mod planning;
mod sslmode;
mod verify;
pub(crate) mod waiting;

use std::sync::Arc;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::AsyncPgConnection;
use tokio_postgres::config::Host;
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::StoreError;

pub(crate) use language::warn_of_another;

/// Where a database is and how to speak to it. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Address {
    config: Arc<Config>,
    tls: Option<MakeRustlsConnect>,
}

impl Address {
    /// Reads an address as `libpq` writes it: `postgres://user:password@host:port/database?sslmode=require`.
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        let (url, asked) = sslmode::split(url).map_err(unusable)?;
        let mut config: Config = url.parse().map_err(|error| unusable(chain(&error)))?;
        config.ssl_mode(asked.mode.on_the_wire());
        // As libpq has it, a socket of this machine needs no TLS, whatever was asked for.
        let is_local = config.get_hosts().iter().all(|host| match host {
            Host::Unix(_) => true,
            Host::Tcp(_) => false,
        });
        let tls = if is_local {
            config.ssl_mode(tokio_postgres::config::SslMode::Disable);
            None
        } else {
            verify::client(&asked).map_err(unusable)?
        };
        Ok(Self {
            config: Arc::new(config),
            tls: tls.map(MakeRustlsConnect::new),
        })
    }

    /// Opens a connection that nothing was asked on, and that is driven until it is dropped.
    pub(crate) async fn open(self) -> Result<Client, tokio_postgres::Error> {
        let Self { config, tls } = self;
        // What breaks a connection shows in its next call.
        if let Some(tls) = tls {
            let (client, connection) = config.connect(tls).await?;
            tokio::spawn(async move { drop(connection.await) });
            Ok(client)
        } else {
            let (client, connection) = config.connect(NoTls).await?;
            tokio::spawn(async move { drop(connection.await) });
            Ok(client)
        }
    }

    /// Opens a connection.
    pub(crate) async fn connect(self) -> ConnectionResult<AsyncPgConnection> {
        let Self { config, tls } = self;
        let mut opened = if let Some(tls) = tls {
            let (client, connection) = config.connect(tls).await.map_err(refused)?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await?
        } else {
            let (client, connection) = config.connect(NoTls).await.map_err(refused)?;
            AsyncPgConnection::try_from_client_and_connection(client, connection).await?
        };
        language::ask_for_english(&mut opened).await?;
        Ok(opened)
    }
}

fn unusable(problem: String) -> StoreError {
    StoreError::Unavailable(anyhow::anyhow!(problem))
}

#[expect(clippy::needless_pass_by_value, reason = "called by map_err")]
fn refused(error: tokio_postgres::Error) -> ConnectionError {
    ConnectionError::BadConnection(chain(&error))
}

/// The driver says only what it was doing; why it failed is in the causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
