//! A server that does nothing: it reads the same body and answers the same bytes. What HTTP and JSON cost.

use std::hint::black_box;
use std::net::TcpListener;
use std::process::Command;

use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Context, Result};
use serde::Deserialize;

use crate::verdict::Server;

/// What the command line calls it.
pub(in crate::bench) const NAME: &str = "idle-server";

/// What it is told.
#[derive(Debug, clap::Args)]
pub(in crate::bench) struct Args {
    /// What it answers.
    answer: String,
}

/// The body, as the dialect reads it.
#[derive(Debug, Deserialize)]
struct Body {
    #[expect(dead_code, reason = "read and not used, as that is the point")]
    results: Vec<Sent>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read and not used, as that is the point")]
struct Sent {
    test_case_code: Option<String>,
    status: Option<String>,
    duration_ms: Option<f64>,
    comment: Option<String>,
}

/// Starts it as a process of its own, which answers with this.
pub(super) fn start(answer: &str) -> Result<Server> {
    let program = std::env::current_exe().context("find this program")?;
    Server::listening(Command::new(program).args(["bench", NAME, answer]))
}

/// Is it, until it is killed.
pub(in crate::bench) fn run(args: &Args) -> Result<()> {
    let answer = Data::new(args.answer.clone());
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on http://{}", listener.local_addr()?);
    actix_web::rt::System::new().block_on(async {
        let app = move || {
            App::new()
                .app_data(Data::clone(&answer))
                .default_service(web::to(reply))
        };
        HttpServer::new(app).listen(listener)?.run().await
    })?;
    Ok(())
}

async fn reply(body: Bytes, answer: Data<String>) -> HttpResponse {
    match serde_json::from_slice::<Body>(&body) {
        Ok(body) => {
            black_box(body);
            HttpResponse::Created()
                .content_type("application/json")
                .body(answer.as_str().to_owned())
        }
        Err(error) => HttpResponse::BadRequest().body(error.to_string()),
    }
}
