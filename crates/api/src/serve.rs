//! Serves all dialects on one socket.

use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::web::Data;
use actix_web::{App as Application, HttpServer};
pub use rustls;
use rustls::ServerConfig;

use crate::app::App;
use crate::rate::Limiters;
use crate::room::Room;
use crate::{dispatch, health, openapi, trace, unread};

/// How long the head of a request may take. The time runs on while a worker is busy with somebody else's, and what
/// comes too late is answered without a body.
const HEAD: Duration = Duration::from_secs(30);

/// How many of the largest forms may wait on the disk to be carried out once.
const FORMS: usize = 4;

/// How long requests in flight may take once the server was told to stop, in seconds.
const GRACE_S: u64 = 30;

/// Starts to serve on a socket that listens already, with TLS if there is a configuration for it. The caller
/// stops the server: signals are its.
pub fn serve(
    listener: TcpListener,
    app: App,
    tls: Option<ServerConfig>,
) -> std::io::Result<Server> {
    let limiters = Limiters::new(app.rate_limits);
    let bytes = app.max_buffered_bytes.max(app.max_body_bytes);
    let disk = app.largest_form().saturating_mul(FORMS);
    let room = Room::of(app.max_requests, bytes, disk);
    let workers = thread::available_parallelism()?.get();
    let connections = app.max_connections.div_ceil(workers);
    let server = HttpServer::new(move || {
        Application::new()
            .wrap(from_fn(unread::closed))
            .wrap(from_fn(trace::traced))
            .app_data(Data::new(app.clone()))
            .app_data(Data::new(limiters.clone()))
            .app_data(Data::new(room.clone()))
            .configure(health::configure)
            .configure(openapi::configure)
            .configure(dispatch::configure)
    })
    .workers(workers)
    .max_connections(connections)
    .disable_signals()
    .client_request_timeout(HEAD)
    .shutdown_timeout(GRACE_S);
    let listening = match tls {
        Some(config) => server.listen_rustls_0_23(listener, config)?,
        None => server.listen(listener)?,
    };
    Ok(listening.run())
}
