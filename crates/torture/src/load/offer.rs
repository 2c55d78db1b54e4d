//! Sending at the server's pace, and at a pace of our own.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::Result;
use tokio::task::LocalSet;

use super::connection::Connection;
use super::outcome::Taken;
use super::request::Single;
use crate::world::World;

/// Connections at most: several times as many as the server carries out requests at the same time, so that those that
/// wait to be told to come back keep nobody from asking.
pub(super) const CONNECTIONS: usize = 4_096;
/// How long an answer is waited for: one that does not come is a wrong one.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a connection may have done nothing and be used again: the server closes it after five seconds.
const IDLE: Duration = Duration::from_secs(3);
/// How often it is looked whether requests are due.
const TICK: Duration = Duration::from_millis(5);

/// What is offered to whom.
#[derive(Debug)]
pub(super) struct Offer<'a> {
    address: &'a str,
    world: &'a World,
    /// The number of the next request.
    next: Cell<usize>,
}

impl<'a> Offer<'a> {
    pub(super) const fn new(address: &'a str, world: &'a World) -> Self {
        Self {
            address,
            world,
            next: Cell::new(0),
        }
    }

    fn next(&self) -> Single {
        let number = self.next.replace(self.next.get() + 1);
        Single::of(number, self.address, self.world)
    }
}

/// Sends one request and takes note of the answer; whether the connection can be used again.
async fn send(connection: &mut Connection, single: &Single, taken: &RefCell<Taken>) -> bool {
    let begun = Instant::now();
    let answer = connection.exchange(&single.bytes, PATIENCE).await;
    let mut taken = taken.borrow_mut();
    match answer {
        Ok(answer) => {
            if (200..300).contains(&answer.status) {
                taken.times.push(begun.elapsed());
                taken.acknowledged.push(single.number);
            } else if single.is_told_to_come_back(&answer) {
                taken.sent_away += 1;
            } else {
                let said = String::from_utf8_lossy(answer.body).into_owned();
                taken.is_wrong(single.number, || format!("{} {said}", answer.status));
            }
            answer.keeps_the_connection()
        }
        Err(error) => {
            taken.is_wrong(single.number, || format!("{error:#}"));
            false
        }
    }
}

/// Sends on so many connections, on each when the request before is answered.
pub(super) async fn at_its_pace(
    offer: &Offer<'_>,
    connections: usize,
    time: Duration,
) -> Result<Taken> {
    let until = Instant::now() + time;
    let taken = RefCell::new(Taken::default());
    let senders = (0..connections).map(|_| async {
        let mut connection = Connection::open(offer.address, PATIENCE).await?;
        while Instant::now() < until && send(&mut connection, &offer.next(), &taken).await {}
        anyhow::Ok(())
    });
    // As one task they would share what a task may do before it has to wait: with thousands of them some would not get to
    // read their answer before the server closes the connection as one that is not used.
    tokio::task::unconstrained(futures::future::try_join_all(senders)).await?;
    let mut taken = taken.into_inner();
    taken.sort();
    Ok(taken)
}

/// Sends so many requests a second, answered or not.
pub(super) async fn at_our_pace(offer: &Offer<'_>, rate: f64, time: Duration) -> Result<Taken> {
    let taken = Rc::new(RefCell::new(Taken::default()));
    // The one that was used last is used next, and stands at the end.
    let idle: Rc<RefCell<Vec<(Instant, Connection)>>> = Rc::default();
    let (open, mut due) = (Rc::new(Cell::new(0)), 0.0);
    let local = LocalSet::new();
    let sending = async {
        let begun = Instant::now();
        let mut ticks = tokio::time::interval(TICK);
        while begun.elapsed() < time {
            ticks.tick().await;
            let asked = begun.elapsed().as_secs_f64() * rate;
            while due < asked {
                due += 1.0;
                let newest = idle.borrow_mut().pop();
                let connection = match newest {
                    Some((since, connection)) if since.elapsed() < IDLE => Some(connection),
                    Some(_) => {
                        // The others have done nothing for longer.
                        open.set(open.get() - 1 - idle.borrow_mut().drain(..).count());
                        None
                    }
                    None => None,
                };
                if connection.is_none() && open.get() >= CONNECTIONS {
                    taken.borrow_mut().held_back += 1;
                    continue;
                }
                open.set(open.get() + usize::from(connection.is_none()));
                let (taken, idle, open) = (Rc::clone(&taken), Rc::clone(&idle), Rc::clone(&open));
                let (single, address) = (offer.next(), offer.address.to_owned());
                tokio::task::spawn_local(async move {
                    let connected = match connection {
                        Some(connection) => Ok(connection),
                        None => Connection::open(&address, PATIENCE).await,
                    };
                    match connected {
                        Ok(mut connection) => {
                            if send(&mut connection, &single, &taken).await {
                                idle.borrow_mut().push((Instant::now(), connection));
                            } else {
                                open.set(open.get() - 1);
                            }
                        }
                        Err(error) => {
                            open.set(open.get() - 1);
                            let mut taken = taken.borrow_mut();
                            taken.is_wrong(single.number, || format!("{error:#}"));
                        }
                    }
                });
            }
        }
    };
    local.run_until(sending).await;
    // What is still under way is answered.
    local.await;
    let mut taken = taken.take();
    taken.sort();
    Ok(taken)
}
