//! How long a start takes on a migrated database, until the server says that it is ready.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use postgres::Temporary;

use super::bars::{Bar, Goal};
use super::setup::Setup;
use super::single::load;
use crate::bench::samples::Samples;
use crate::verdict::Server;

/// Longer than any start that goes well.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) fn measure(setup: &Setup, cluster: &Temporary, rounds: i32) -> Result<Bar> {
    let url = cluster.url(postgres::DATABASE);
    let mut samples = Samples::default();
    // Round 0 reads the program from the disk and is not kept.
    for round in 0..=rounds {
        let started = Instant::now();
        let server = Server::start(&setup.program, &url)?;
        let request = format!("GET /readyz HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
        while load::ask(&server.address, request.as_bytes()).is_err() {
            ensure!(
                started.elapsed() < PATIENCE,
                "the server does not become ready"
            );
        }
        if round > 0 {
            samples.push(started.elapsed().as_secs_f64() * 1e3);
        }
    }
    Ok(Bar::of_measure(
        "start to ready",
        "ms",
        samples,
        Goal::AtMost(500.0),
    ))
}
