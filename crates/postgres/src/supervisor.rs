//! Stopping Postgres, and what its thread and the rest of the program tell each other.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::error::Error;
use crate::launch::Launch;

/// How long the normal way of stopping may take before a harder one.
const STOPPING: Duration = Duration::from_mins(1);
/// The same for that one, before the process is killed.
const QUITTING: Duration = Duration::from_secs(10);

/// A Postgres that is kept running by a thread of its own. Dropping it stops Postgres.
#[derive(Debug)]
pub(crate) struct Supervisor {
    watched: Arc<Watched>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread and its owner share.
#[derive(Debug)]
pub(crate) struct Watched {
    pub(crate) launch: Launch,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    /// Set while the child may be signalled, that is until it is reaped.
    pub(crate) child: Option<Pid>,
    pub(crate) ready: bool,
    pub(crate) stopping: bool,
    ended: bool,
    /// Why the first start failed.
    failure: Option<Error>,
}

impl Supervisor {
    /// Starts Postgres and waits until it accepts connections. A recovery after a crash may take its time.
    pub(crate) fn start(launch: Launch) -> Result<Self, Error> {
        let cluster = launch.cluster.clone();
        let watched = Arc::new(Watched {
            launch,
            state: Mutex::default(),
            changed: Condvar::new(),
        });
        let theirs = Arc::clone(&watched);
        let thread = thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || theirs.supervise())
            .map_err(Error::io("start a thread for", &cluster))?;
        let mut state = watched.wait(watched.lock(), Duration::MAX, |state| {
            state.ready || state.ended
        });
        let failure = state.failure.take();
        drop(state);
        match failure {
            Some(error) => Err(error),
            None => Ok(Self {
                watched,
                thread: Some(thread),
            }),
        }
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.watched.lock().ready
    }

    pub(crate) fn launch(&self) -> &Launch {
        &self.watched.launch
    }

    /// Stops Postgres and waits for its end. Does nothing the second time.
    pub(crate) fn stop(&mut self) -> Result<(), Error> {
        let Some(thread) = self.thread.take() else {
            return Ok(());
        };
        let mut state = self.watched.lock();
        state.stopping = true;
        self.watched.changed.notify_all();
        let steps = [
            (self.watched.launch.stop_signal(), STOPPING),
            (Signal::QUIT, QUITTING),
            (Signal::KILL, Duration::MAX),
        ];
        let mut tried = 0;
        for (signal, patience) in steps {
            state.signal(signal);
            state = self.watched.wait(state, patience, |state| state.ended);
            tried += 1;
            if state.ended {
                break;
            }
        }
        drop(state);
        // It has said that it is done.
        drop(thread.join());
        if tried == 1 {
            Ok(())
        } else {
            Err(Error::ForcedStop {
                seconds: STOPPING.as_secs(),
            })
        }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            tracing::warn!(%error, "stopping Postgres");
        }
    }
}

impl State {
    pub(crate) fn signal(&self, signal: Signal) {
        if let Some(pid) = self.child {
            // Fails only for a process that has ended, which is what we want.
            let _ = kill_process(pid, signal);
        }
    }
}

impl Watched {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `done`, at most so long.
    fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        patience: Duration,
        done: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        let waited = self
            .changed
            .wait_timeout_while(state, patience, |state| !done(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Waits, at most so long, for a call to stop. Returns whether there was one.
    pub(crate) fn told_to_stop(&self, pause: Duration) -> bool {
        self.wait(self.lock(), pause, |state| state.stopping)
            .stopping
    }

    pub(crate) fn say_ready(&self) {
        self.lock().ready = true;
        self.changed.notify_all();
    }

    pub(crate) fn say_ended(&self, failure: Option<Error>) {
        let mut state = self.lock();
        (state.ready, state.ended, state.failure) = (false, true, failure);
        self.changed.notify_all();
    }
}
