//! Serves all dialects on one socket.

use std::net::TcpListener;

use actix_web::dev::Server;
use actix_web::middleware::{NormalizePath, TrailingSlash};
use actix_web::web::Data;
use actix_web::{App as Application, HttpServer};

use crate::app::App;
use crate::{dispatch, health, openapi};

/// How long requests in flight may take once the server was told to stop, in seconds.
const GRACE_S: u64 = 30;

/// Starts to serve on a socket that listens already. The caller stops the server: signals are its.
pub fn serve(listener: TcpListener, app: App) -> std::io::Result<Server> {
    let server = HttpServer::new(move || {
        Application::new()
            // Clients send a slash at the end where the documents have none.
            .wrap(NormalizePath::new(TrailingSlash::Trim))
            .app_data(Data::new(app.clone()))
            .configure(health::configure)
            .configure(openapi::configure)
            .configure(dispatch::configure)
    })
    .disable_signals()
    .shutdown_timeout(GRACE_S)
    .listen(listener)?
    .run();
    Ok(server)
}
