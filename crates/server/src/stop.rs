//! Stops on SIGTERM and SIGINT: no new connection, what is in flight is finished.

use std::pin::pin;

use actix_web::dev::Server;
use anyhow::Context;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals that end the program. From its making on, none of them kills us.
#[derive(Debug)]
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Starts to watch for them.
    pub(crate) fn watch() -> anyhow::Result<Self> {
        let watched = |kind| signal(kind).context("cannot watch for signals");
        Ok(Self {
            terminate: watched(SignalKind::terminate())?,
            interrupt: watched(SignalKind::interrupt())?,
        })
    }

    /// The next one's name.
    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

/// Runs the server until a signal, then lets it finish. A second signal gives up on what is in flight.
pub(crate) async fn when_told(server: Server, mut signals: Signals) -> anyhow::Result<()> {
    let handle = server.handle();
    let mut server = pin!(server);
    let name = tokio::select! {
        ended = &mut server => return ended.context("the HTTP server ended"),
        name = signals.next() => name,
    };
    tracing::info!("{name}: finishing what is in flight");
    // The command is given here; awaiting it would only wait for the same end as the server's own future.
    drop(handle.stop(true));
    tokio::select! {
        ended = &mut server => ended.context("the HTTP server ended"),
        name = signals.next() => {
            tracing::warn!("{name} again: giving up what is in flight");
            Ok(())
        }
    }
}
