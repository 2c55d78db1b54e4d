//! Many writers at the same time, and what happens to the server meanwhile.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

use crate::book::Sent;
use crate::fault::Fault;
use crate::http::Http;
use crate::random::Random;
use crate::stage::Stage;
use crate::world::World;
use crate::writer::Writer;

/// Writers of one round.
const WRITERS: usize = 16;
/// How long nothing at all may be heard from them.
const PATIENCE: Duration = Duration::from_mins(2);
/// How long a writer that was told to come back waits before it asks whether it may.
const PAUSE: Duration = Duration::from_millis(20);
/// Requests that fail before what lasts is put an end to.
const FAILURES: usize = 24;
/// Requests that may be sent before a disk that is filling up is full.
const UNTIL_FULL: usize = 20_000;

/// Where a round is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Act {
    /// All is well.
    Before,
    /// Something is wrong.
    Struck,
    /// All is to be well again.
    After,
    /// Nobody writes any more.
    End,
}

/// Where the round is, for all writers.
#[derive(Debug)]
struct Course {
    act: Mutex<Act>,
    turned: Condvar,
}

/// Lets writers write until something has happened to the server and it is back, if it comes back by itself.
/// What they sent, in the order of the answers.
pub(crate) fn write(
    stage: &mut Stage<'_>,
    fault: Fault,
    world: &World,
    random: &mut Random,
) -> Result<Vec<Sent>> {
    let course = Course {
        act: Mutex::new(Act::Before),
        turned: Condvar::new(),
    };
    let http = stage.http()?;
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for number in 0..WRITERS {
            let (tell, http, course) = (tell.clone(), &http, &course);
            let writer = Writer::new(number, world, Random::of(random.next(), 0)).with_files();
            scope.spawn(move || course.write(number, writer, http, &tell));
        }
        drop(tell);
        let sent = course.lead(stage, fault, random, &told);
        // Where it could not be led to its end, they end all the same.
        course.turn(Act::End);
        let mut sent = sent?;
        sent.extend(told.into_iter().map(|(_, it)| it));
        Ok(sent)
    })
}

impl Course {
    fn act(&self) -> MutexGuard<'_, Act> {
        self.act.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, to: Act) {
        *self.act() = to;
        self.turned.notify_all();
    }

    /// Sees the round through its acts, by what the writers hear.
    fn lead(
        &self,
        stage: &mut Stage<'_>,
        fault: Fault,
        random: &mut Random,
        told: &Receiver<(Act, Sent)>,
    ) -> Result<Vec<Sent>> {
        let mut all = Vec::new();
        let hear = |all: &mut Vec<Sent>| {
            let (act, sent) = told.recv_timeout(PATIENCE).context("nobody is answered")?;
            all.push(sent.clone());
            anyhow::Ok((act, sent))
        };
        let mut enough = 40 + random.below(80);
        while enough > 0 {
            enough -= usize::from(hear(&mut all)?.1.is_acknowledged());
        }
        if fault.lasts() {
            self.turn(Act::Struck);
        }
        stage.strike(random)?;
        if fault.ends_the_server() {
            return Ok(all);
        }
        if fault.lasts() {
            let mut failed = 0;
            let sent = all.len();
            while failed < FAILURES {
                ensure!(
                    all.len() - sent < UNTIL_FULL,
                    "{}: nothing fails",
                    fault.words()
                );
                failed += usize::from(hear(&mut all)?.1.is_unknown());
            }
            stage.lift()?;
        }
        self.turn(Act::After);
        let mut enough = 20 + random.below(40);
        while enough > 0 {
            let (act, sent) = hear(&mut all)?;
            enough -= usize::from(act == Act::After && sent.is_acknowledged());
        }
        Ok(all)
    }

    /// Sends one request after the other, and again what may be sent again.
    fn write(
        &self,
        number: usize,
        mut writer: Writer<'_>,
        http: &Http,
        tell: &Sender<(Act, Sent)>,
    ) {
        while *self.act() != Act::End {
            let begun = *self.act();
            let (request, wrote) = writer.next();
            let mut sent = Sent::first(number, http, request, wrote);
            while sent.is_unknown() && self.comes_back(http) && sent.can_be_repeated() {
                sent.again(http);
            }
            writer.learn(&sent.wrote, &sent.outcome);
            if tell.send((begun, sent)).is_err() {
                return;
            }
        }
    }

    /// Waits until the server says that it is ready. False while something is wrong that lasts, and at the end.
    fn comes_back(&self, http: &Http) -> bool {
        loop {
            let before = *self.act();
            if matches!(before, Act::Before | Act::After) && http.is_ready() {
                return true;
            }
            let waited = self
                .turned
                .wait_timeout_while(self.act(), PAUSE, |act| *act == before);
            let now = *waited.unwrap_or_else(PoisonError::into_inner).0;
            if before == Act::Struck || now == Act::End {
                return false;
            }
        }
    }
}
