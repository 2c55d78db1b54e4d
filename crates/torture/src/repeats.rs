//! A network that loses answers, holds requests up and sends them twice, and clients that send again.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context as _, Result, ensure};
use reqwest::Method;
use serde_json::{Value, json};

use crate::http::{Body, Dialect, Http, Reply, Request, text};
use crate::network::Proxy;
use crate::site::Site;
use crate::verify::pages;
use crate::world::World;

/// As many as one reporter lost two thirds of.
const RESULTS: usize = 305;
/// Clients at the same time.
const CLIENTS: usize = 6;
/// How often one request is sent before it is given up: it is lost every third time.
const TRIES: usize = 200;

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Repeats {
    /// Results that were sent, each until it was answered.
    pub sent: usize,
    /// Requests that the server answered.
    pub carried: usize,
    /// Answers that were lost.
    pub lost: usize,
    /// Results that are there.
    pub there: usize,
    /// Of these, the ones whose id is not the one that was answered, and the ones that are there twice.
    pub wrong: usize,
}

impl Repeats {
    /// Whether each is there once, though the network lost answers.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.lost > 0 && self.sent == self.there && self.wrong == 0
    }
}

impl fmt::Display for Repeats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sent,
            carried,
            lost,
            there,
            wrong,
        } = self;
        write!(
            f,
            "repeats           {sent} results with keys, {carried} requests carried, {lost} answers lost: {there} there, \
             {wrong} wrong"
        )
    }
}

/// Sends results with keys through such a network, each until it is answered.
///
/// # Errors
/// When the server cannot be started or asked.
pub fn repeats(program: &Path, seed: u64) -> Result<Repeats> {
    let site = Site::new(program)?;
    let mut server = site.serve()?;
    let direct = Http::of(&server.address)?;
    let world = World::make(&direct, 1)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let proxy = runtime.block_on(Proxy::before(&format!("http://{}", server.address), seed));
    let through = Http::of(proxy.url.trim_start_matches("http://"))?;
    let answered = send_all(&through, &world)?;
    let (carried, lost) = runtime.block_on(proxy.settled());
    let path = format!(
        "/api/v2/projects/{}/test-runs/{}/results",
        world.project, world.run
    );
    let listed = pages(&direct, &path, "/test_results")?;
    server.stop()?;
    Ok(Repeats {
        sent: answered.len(),
        carried,
        lost,
        there: listed.len(),
        wrong: wrong(answered, &listed)?,
    })
}

/// The id that each result was answered with, by its mark.
fn send_all(http: &Http, world: &World) -> Result<BTreeMap<String, String>> {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let client = || {
            let mut answered = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= RESULTS {
                    return anyhow::Ok(answered);
                }
                answered.push(persist(http, &append(world, number)?)?);
            }
        };
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
        let mut answered = BTreeMap::new();
        for client in clients {
            let ended = client
                .join()
                .map_err(|_| anyhow::anyhow!("a client panicked"))?;
            answered.extend(ended?);
        }
        Ok(answered)
    })
}

/// One result, whose mark is its key.
fn append(world: &World, number: usize) -> Result<Request> {
    let case = world
        .cases
        .get(number % world.cases.len())
        .context("no cases")?;
    let mark = format!("result-{number}");
    Ok(Request {
        dialect: Dialect::Browserstack,
        method: Method::POST,
        path: format!(
            "/api/v2/projects/{}/test-runs/{}/results",
            world.project, world.run
        ),
        body: Body::Json(json!({
            "test_case_id": case, "test_result": {"status": "passed", "description": mark},
        })),
        key: Some(mark),
    })
}

/// Sends it until there is an answer: mark and id.
fn persist(http: &Http, request: &Request) -> Result<(String, String)> {
    for _ in 0..TRIES {
        if let Reply::Answer(status, body) = http.send(request)
            && status != 503
        {
            ensure!(status == 200, "{} answered {status}: {body}", request.path);
            let mark = request.key.clone().unwrap_or_default();
            return Ok((mark, text(&body, "/test-result/id")?));
        }
    }
    anyhow::bail!("{} is never answered", request.path)
}

/// How many of those that are there are not the ones that were answered.
fn wrong(mut answered: BTreeMap<String, String>, listed: &[Value]) -> Result<usize> {
    let mut wrong = 0;
    for result in listed {
        // The second of two is none that was answered.
        let id = answered.remove(&text(result, "/description")?);
        wrong += usize::from(id != Some(text(result, "/id")?));
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_loses_nothing_shows_nothing() {
        let clean = Repeats {
            sent: 3,
            carried: 5,
            lost: 1,
            there: 3,
            wrong: 0,
        };
        assert!(clean.is_clean());
        assert!(!Repeats { lost: 0, ..clean }.is_clean());
        assert!(!Repeats { there: 2, ..clean }.is_clean());
        assert!(!Repeats { wrong: 1, ..clean }.is_clean());
    }

    #[test]
    fn a_double_and_a_result_of_another_id_are_wrong() {
        let answered = || BTreeMap::from([("a".to_owned(), "1".to_owned())]);
        let listed = |id: u8| json!({"description": "a", "id": id});
        assert_eq!(wrong(answered(), &[listed(1)]).unwrap(), 0);
        assert_eq!(wrong(answered(), &[listed(2)]).unwrap(), 1);
        assert_eq!(wrong(answered(), &[listed(1), listed(1)]).unwrap(), 1);
    }
}
