//! More than a server can do, for a while: it says so, answers what it takes in time, and does not grow.

mod connection;
mod marks;
mod offer;
mod open_files;
mod outcome;
mod report;
mod request;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result};

pub use self::report::Load;

use self::marks::Marks;
use self::offer::{CONNECTIONS, Offer, at_its_pace, at_our_pace};
use self::outcome::Taken;
use crate::http::{Http, text};
use crate::server::Server;
use crate::site::Site;
use crate::verify::each_page;
use crate::world::World;

/// How many requests the server carries out at the same time (`http.max_requests`).
const AT_ONCE: u16 = 1_024;
/// How much more is offered than the server can bear.
const TIMES: f64 = 2.0;
/// Connections that keep a server busy.
const BUSY: usize = 64;
/// How long it is measured what the server can bear.
const MEASURED: Duration = Duration::from_secs(10);
/// How long all connections ask at once before the overload: from then on the server needs no more memory.
const FILLED: Duration = Duration::from_secs(10);
/// The time of the overload is looked at in so many parts.
const PARTS: u32 = 3;

/// Finds out what a server can bear, and offers twice as much for `time`.
///
/// # Errors
/// When the server cannot be started or asked any more.
pub fn load(program: &Path, time: Duration) -> Result<Load> {
    open_files::allow(CONNECTIONS)?;
    let site = Site::new(program)?;
    let mut server = site.serve_at_once(AT_ONCE)?;
    let http = Http::of(&server.address)?;
    let world = World::make(&http, 1)?;
    let offer = Offer::new(&server.address, &world);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;

    let alone = runtime.block_on(at_its_pace(&offer, BUSY, MEASURED))?;
    let bearable = alone.rate(MEASURED);
    let at_once = runtime.block_on(at_its_pace(&offer, CONNECTIONS, FILLED))?;
    let most_at_once = most_memory(&server)?;
    let (mut parts, mut most): (Vec<Taken>, Vec<u64>) = (Vec::new(), Vec::new());
    for _ in 0..PARTS {
        let part = at_our_pace(&offer, bearable * TIMES, time / PARTS);
        parts.push(runtime.block_on(part)?);
        most.push(most_memory(&server)?);
    }

    let path = format!(
        "/api/v2/projects/{}/test-runs/{}/results",
        world.project, world.run
    );
    let mut marks = Marks::of([&alone, &at_once].into_iter().chain(&parts));
    each_page(&http, &path, "/test_results", |page| {
        for result in page {
            marks.see(&text(&result, "/description")?);
        }
        Ok(())
    })?;
    let broken = site.check()?;
    server.stop()?;
    Ok(Load {
        time,
        bearable,
        offered: bearable * TIMES,
        marks,
        alone,
        at_once,
        parts,
        most_at_once,
        most,
        broken,
    })
}

/// The most memory that a process has held until now, in bytes.
fn most_memory(server: &Server) -> Result<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id()))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes: u64 = line
        .and_then(|it| it.trim().trim_end_matches(" kB").parse().ok())
        .context("no VmHWM")?;
    Ok(kibibytes * 1024)
}
