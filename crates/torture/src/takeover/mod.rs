//! A newer program takes over from an older one on the same database, while clients write and somebody reads for long.

mod outcomes;
mod reading;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use postgres::{DATABASE, Managed, Options};

pub use self::outcomes::Outcomes;

use self::reading::Reading;
use crate::book::{Book, Sent};
use crate::http::Http;
use crate::random::Random;
use crate::site::Site;
use crate::verify::{self, Findings, Kind};
use crate::world::World;
use crate::writer::Writer;

/// Half of them go over to the newer program when it serves.
const WRITERS: usize = 16;
/// Acknowledged writes before the newer program is started, and again after it serves.
const ENOUGH: usize = 400;
/// How long nothing at all may be heard from the writers.
const PATIENCE: Duration = Duration::from_mins(2);

/// Who takes over from whom.
#[derive(Clone, Debug)]
pub struct Takeover {
    /// The program that serves first.
    pub older: PathBuf,
    /// The one that migrates then.
    pub newer: PathBuf,
    /// Where all choices begin.
    pub seed: u64,
}

/// Carries it out. Where something is found, the data and the logs are kept, and it is said where.
///
/// # Errors
/// When a program does not start or cannot be asked any more.
pub fn take_over(plan: &Takeover) -> Result<Outcomes> {
    let (older, newer) = (Site::new(&plan.older)?, Site::new(&plan.newer)?);
    let mut came = carry_out(plan, &older, &newer);
    if came.as_ref().is_ok_and(|it| it.findings.is_empty()) {
        return came;
    }
    let kept = [older, newer].map(|site| site.keep().display().to_string());
    let kept = format!("kept: {}", kept.join(", "));
    if let Ok(outcomes) = &mut came {
        outcomes.kept = Some(kept);
        return came;
    }
    came.context(kept)
}

fn carry_out(plan: &Takeover, older: &Site, newer: &Site) -> Result<Outcomes> {
    let database = Managed::start(&Options::new(newer.data()))?;
    let url = database.url(DATABASE);
    let mut first = older.serve_on(&url).context("the older program")?;
    let before = Http::of(&first.address)?;
    let world = World::make(&before, 1)?;
    let crowd = Crowd {
        before: &before,
        after: OnceLock::new(),
        is_over: AtomicBool::new(false),
        longest: Mutex::default(),
    };
    let mut second = None;
    let (sent, migrated) = crowd.write(&world, plan.seed, || {
        let reading = Reading::begin(&url);
        let server = newer.serve_on(&url).context("the newer program")?;
        reading.end().context("the one that reads for long")?;
        let after = Http::of(&server.address)?;
        second = Some(server);
        Ok(after)
    })?;
    let mut outcomes = Outcomes::of(&sent, migrated);
    outcomes.waited(crowd.longest());
    first.stop().context("the older program")?;
    let mut findings = Findings::default();
    let after = crowd.after.get().context("nobody took over")?;
    let book = Book {
        round: 1,
        was_killed: false,
        world,
        sent,
    };
    verify::compare(after, &book, &mut findings)?;
    if let Some(mut second) = second {
        second.stop().context("the newer program")?;
    }
    database.stop()?;
    for line in newer.check()? {
        findings.add(Kind::Broken, format!("verdict check: {line}"));
    }
    outcomes.findings.extend(findings.0);
    Ok(outcomes)
}

/// The writers, and where they write.
struct Crowd<'a> {
    before: &'a Http,
    after: OnceLock<Http>,
    is_over: AtomicBool,
    /// The longest that one of them waited for an answer.
    longest: Mutex<Duration>,
}

impl Crowd<'_> {
    /// Lets them write before, while and after the newer program starts. What they sent, and how much of it before it
    /// served.
    fn write(
        &self,
        world: &World,
        seed: u64,
        start: impl FnOnce() -> Result<Http>,
    ) -> Result<(Vec<Sent>, usize)> {
        let (tell, told) = mpsc::channel();
        let mut random = Random::of(seed, 0);
        thread::scope(|scope| {
            for number in 0..WRITERS {
                let tell = tell.clone();
                let writer = Writer::new(number, world, Random::of(random.next(), 0));
                scope.spawn(move || self.write_one(number, writer, &tell));
            }
            drop(tell);
            let led = self.lead(&told, start);
            // Where it came to nothing, they end all the same.
            self.is_over.store(true, Ordering::Relaxed);
            let (mut sent, migrated) = led?;
            sent.extend(told);
            Ok((sent, migrated))
        })
    }

    fn lead(
        &self,
        told: &Receiver<Sent>,
        start: impl FnOnce() -> Result<Http>,
    ) -> Result<(Vec<Sent>, usize)> {
        let mut sent = Vec::new();
        hear(told, &mut sent)?;
        let after = start()?;
        // What was sent while it started.
        sent.extend(told.try_iter());
        let migrated = sent.len();
        self.after.get_or_init(|| after);
        hear(told, &mut sent)?;
        Ok((sent, migrated))
    }

    fn waited(&self, time: Duration) {
        let mut longest = self.longest.lock().unwrap_or_else(PoisonError::into_inner);
        *longest = time.max(*longest);
    }

    fn longest(&self) -> Duration {
        *self.longest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_one(&self, number: usize, mut writer: Writer<'_>, tell: &Sender<Sent>) {
        while !self.is_over.load(Ordering::Relaxed) {
            let http = match self.after.get() {
                Some(after) if goes_over(number) => after,
                _ => self.before,
            };
            let (request, wrote) = writer.next();
            let begun = Instant::now();
            let sent = Sent::first(number, http, request, wrote);
            self.waited(begun.elapsed());
            writer.learn(&sent.wrote, &sent.outcome);
            if tell.send(sent).is_err() {
                return;
            }
        }
    }
}

/// Whether a writer goes over to the newer program: of each dialect some do, as these take turns by five.
const fn goes_over(writer: usize) -> bool {
    writer % 2 == 1
}

/// Listens until enough was acknowledged.
fn hear(told: &Receiver<Sent>, sent: &mut Vec<Sent>) -> Result<()> {
    let mut left = ENOUGH;
    while left > 0 {
        let one = told.recv_timeout(PATIENCE).context("nobody is answered")?;
        left -= usize::from(one.is_acknowledged());
        sent.push(one);
    }
    Ok(())
}
