//! `verdict serve`: brings everything up, in an order in which the cheap refusals come first.

use std::net::TcpListener;
use std::num::NonZeroUsize;
use std::time::Duration;

use anyhow::Context;
use api::rustls::ServerConfig;
use store::{Bootstrap, Files, Load, Store};

use crate::announce::{self, Started};
use crate::database::Database;
use crate::in_use::InUse;
use crate::settings::Settings;
use crate::stop::{self, Signals};
use crate::{listen, open_files, restore, runtime, sweep, tls};

/// Connections to the database for each processor: more wait on each other's locks, fewer leave it idle.
const CONNECTIONS_PER_PROCESSOR: usize = 4;

/// Serves until told to stop.
pub(crate) fn serve(settings: &Settings) -> anyhow::Result<()> {
    open_files::allow_many();
    let listener = listen::on(settings.http.bind)?;
    let tls = tls::config(&settings.http)?;
    // Started on the main thread and outside the runtime: it outlives every request and is stopped last.
    let database = Database::for_server(settings)?;
    let _in_use = InUse::by_a_server(&settings.data.dir)?;
    runtime()?.block_on(answer(settings, listener, tls, &database))?;
    drop(database);
    tracing::info!("stopped");
    Ok(())
}

async fn answer(
    settings: &Settings,
    listener: TcpListener,
    tls: Option<ServerConfig>,
    database: &Database,
) -> anyhow::Result<()> {
    let signals = Signals::watch()?;
    let address = listen::address(&listener)?;
    let public_url = settings.http.public_url(address);
    let (store, first_account) = prepare(database, settings)
        .await
        .map_err(|error| database.told(error))?;
    restore::settle(&settings.data)?;
    let files = Files::open(&settings.data.attachments())?;
    let sweeping = sweep::start(store.clone(), files.clone());
    let purging = tokio::spawn(store.clone().purge_forever());
    let app = api::App {
        store,
        files,
        public_url: public_url.clone(),
        max_body_bytes: settings.http.max_body_bytes.get(),
        max_connections: settings.http.max_connections.get(),
        max_requests: settings.http.max_requests.get(),
        max_buffered_bytes: settings.http.max_buffered_bytes.get(),
        body_patience: seconds(settings.http.body_patience_seconds),
        max_attachment_bytes: settings.attachments.max_bytes.get(),
        keep_answers: hours(settings.idempotency.keep_hours),
        keep_answer_bytes: settings.idempotency.keep_bytes.get(),
        rate_limits: settings.rate_limit.limits(),
    };
    let server = api::serve(listener, app, tls).context("cannot start the HTTP server")?;
    announce::started(&Started {
        listening: &settings.http.own_url(address),
        url: &public_url,
        data: &database.all_places(&settings.data),
        first_account: first_account.as_ref(),
    })?;
    let stopped = stop::when_told(server, signals).await;
    sweeping.abort();
    purging.abort();
    stopped
}

/// Brings the schema up to date, connects, and sees to the first account.
async fn prepare(
    database: &Database,
    settings: &Settings,
) -> Result<(Store, Option<store::FirstAccount>), store::StoreError> {
    let url = database.url();
    let answers = database.check().await?;
    store::migrate::up(&url).await?;
    let load = Load {
        connections: pool_size(),
        waiting: settings.database.max_waiting.get(),
        gather: settings.database.gather,
    };
    let store = Store::connect(&url, load, answers).await?;
    let auth = &settings.auth;
    let first_account = store
        .bootstrap(Bootstrap {
            username: auth
                .bootstrap_username
                .as_ref()
                .map(|name| name.as_str().to_owned()),
            key: auth
                .bootstrap_key
                .as_ref()
                .map(|key| key.reveal().to_owned()),
        })
        .await?;
    Ok((store, first_account))
}

fn hours(count: u32) -> Duration {
    Duration::from_hours(count.into())
}

/// At most a time that a clock knows.
fn seconds(count: NonZeroUsize) -> Duration {
    Duration::from_secs(u32::try_from(count.get()).unwrap_or(u32::MAX).into())
}

fn pool_size() -> usize {
    let processors = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    processors * CONNECTIONS_PER_PROCESSOR
}
