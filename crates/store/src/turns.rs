//! Who of this process goes first, and who waits, where one may have to wait for another for long.
//!
//! The database has locks for all processes. Whoever waits for one there keeps a connection busy, and goes on waiting
//! when the client has gone: so a call first waits here, before it has a connection, for whoever is about the same. Of
//! many that write into one run, one is in the database, and at most one flight of small writes (`gather`), which bring what
//! others wait for and so do not stand in line behind large ones. Nothing leans on it: what is right, the database's locks say.
//!
//! Nobody waits here who has a connection, and who needs several turns takes them in the order of [`Turn`]: so no two
//! wait for each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use crate::error::StoreError;

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// A request that has a name, by its number: one at a time.
    Request(i64),
    /// A run that is made in an organization: one at a time, as they are numbered.
    NewRun(i32),
    /// A build of an organization that may join a run, by a number that stands for its name: one at a time.
    Build(i32, u64),
    /// A run of a project, that must stay while something is put beside its results: many at a time.
    RunTogether(i32, i32),
    /// A run of a project, that is written into, changed or deleted: one at a time.
    Run(i32, i32),
    /// A project that something is put into: many at a time. Behind the runs, so that nobody who waits for one keeps others
    /// from what else is in the project.
    Project(i32),
    /// A project that is changed or deleted, or folders of it are: one, and nobody who puts something into it. Who comes
    /// later waits behind.
    ProjectAlone(i32),
    /// A connection that a request of an organization has to its end: one less than there may be, so that another
    /// organization finds one.
    Held(i32),
    /// An organization in which something is written: so many at a time that others find connections, whatever its
    /// writers wait for. The last turn before a connection, since many want it.
    Organization(i32),
}

/// Where a turn is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Line {
    Request(i64),
    NewRun(i32),
    Build(i32, u64),
    Run(i32, i32),
    Project(i32),
    Held(i32),
    Organization(i32),
}

/// More than ever come.
const ALL: u32 = u32::MAX >> 3;

impl Turn {
    /// Its line, and how many places of it are taken.
    const fn places(self) -> (Line, u32) {
        match self {
            Self::Request(name) => (Line::Request(name), 1),
            Self::NewRun(organization) => (Line::NewRun(organization), 1),
            Self::Build(organization, name) => (Line::Build(organization, name), 1),
            Self::RunTogether(project, run) => (Line::Run(project, run), 1),
            Self::Run(project, run) => (Line::Run(project, run), ALL),
            Self::Project(project) => (Line::Project(project), 1),
            Self::ProjectAlone(project) => (Line::Project(project), ALL),
            Self::Held(organization) => (Line::Held(organization), 1),
            Self::Organization(organization) => (Line::Organization(organization), 1),
        }
    }
}

/// A turn that has come. It ends when this is dropped.
pub(crate) type Taken = OwnedSemaphorePermit;

/// The lines in which somebody is. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Turns {
    lines: Arc<Mutex<HashMap<Line, Weak<Semaphore>>>>,
    /// How many may write in one organization.
    writers: usize,
}

impl Turns {
    /// At most so many write in one organization.
    pub(crate) fn new(writers: usize) -> Self {
        Self {
            lines: Arc::default(),
            writers,
        }
    }

    /// Waits for one's turn; those that came first have theirs first.
    pub(crate) async fn take(&self, turn: Turn, until: Instant) -> Result<Taken, StoreError> {
        let (line, places) = turn.places();
        let taken = self.line(line).acquire_many_owned(places);
        match timeout_at(until, taken).await {
            Ok(Ok(taken)) => Ok(taken),
            Ok(Err(_)) | Err(_) => Err(StoreError::Overloaded),
        }
    }

    /// Waits for all of these.
    pub(crate) async fn take_all(
        &self,
        mut turns: Vec<Turn>,
        until: Instant,
    ) -> Result<Vec<Taken>, StoreError> {
        turns.sort_unstable();
        turns.dedup();
        let mut taken = Vec::with_capacity(turns.len());
        for turn in turns {
            taken.push(self.take(turn, until).await?);
        }
        Ok(taken)
    }

    fn line(&self, line: Line) -> Arc<Semaphore> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = lines.get(&line).and_then(Weak::upgrade) {
            return places;
        }
        lines.retain(|_, places| places.strong_count() > 0);
        let places = Arc::new(Semaphore::new(match line {
            Line::Request(_) | Line::NewRun(_) | Line::Build(_, _) => 1,
            Line::Held(_) => self.writers.saturating_sub(1).max(1),
            Line::Run(_, _) | Line::Project(_) => {
                usize::try_from(ALL).unwrap_or(Semaphore::MAX_PERMITS)
            }
            Line::Organization(_) => self.writers,
        }));
        lines.insert(line, Arc::downgrade(&places));
        places
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    /// What is taken where nobody has to wait.
    fn now(turns: &Turns, turn: Turn) -> Option<Taken> {
        let until = Instant::now();
        turns.take(turn, until).now_or_never()?.ok()
    }

    #[tokio::test]
    async fn a_line_has_its_places_and_another_line_others() {
        let turns = Turns::new(2);
        for (turn, other, places) in [
            (Turn::Request(1), Turn::Request(2), 1),
            (Turn::NewRun(1), Turn::NewRun(2), 1),
            (Turn::Build(1, 1), Turn::Build(1, 2), 1),
            (Turn::Run(1, 1), Turn::Run(2, 1), 1),
            (Turn::ProjectAlone(1), Turn::ProjectAlone(2), 1),
            (Turn::Held(1), Turn::Held(2), 1),
            (Turn::Organization(1), Turn::Organization(2), 2),
        ] {
            let mut had: Vec<Taken> = (0..places).filter_map(|_| now(&turns, turn)).collect();
            assert_eq!(had.len(), places, "{turn:?}");
            assert!(now(&turns, turn).is_none(), "{turn:?}");
            assert!(now(&turns, other).is_some(), "{other:?}");
            had.pop();
            assert!(now(&turns, turn).is_some(), "{turn:?}");
        }
    }

    #[tokio::test]
    async fn who_comes_after_one_who_wants_it_alone_waits_behind() {
        for (together, alone) in [
            (Turn::Project(1), Turn::ProjectAlone(1)),
            (Turn::RunTogether(1, 1), Turn::Run(1, 1)),
        ] {
            let turns = Turns::new(1);
            let until = Instant::now() + std::time::Duration::from_mins(1);
            let (first, second) = (now(&turns, together), now(&turns, together));
            assert!(first.is_some() && second.is_some());
            let mut alone = Box::pin(turns.take(alone, until));
            assert!(alone.as_mut().now_or_never().is_none());
            let mut late = Box::pin(turns.take(together, until));
            assert!(late.as_mut().now_or_never().is_none());
            drop((first, second));
            assert!(late.as_mut().now_or_never().is_none());
            drop(alone.await);
            assert!(late.await.is_ok());
        }
    }

    #[tokio::test]
    async fn lines_that_nobody_is_in_are_forgotten() {
        let turns = Turns::new(1);
        for name in 0..100 {
            assert!(now(&turns, Turn::Request(name)).is_some());
        }
        assert_eq!(turns.lines.lock().unwrap().len(), 1);
    }
}
