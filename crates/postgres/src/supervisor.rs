//! The thread that starts Postgres, watches it, and starts it again when it dies.
//!
//! It lives as long as the cluster runs: the kernel takes its end for the death of the parent, see
//! [`stop_with_parent`](crate::sys::stop_with_parent).

use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use crate::error::Error;
use crate::launch::Launch;
use crate::postmaster::{PATIENCE, Postmaster, wait_until_gone};

/// How often a starting Postgres is looked at.
const POLL: Duration = Duration::from_millis(10);
/// The pause before a dead Postgres is started again; it doubles up to the second value.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(10));
/// After so long a life the pause is short again.
const STEADY: Duration = Duration::from_secs(60);
/// How long each way of stopping may take before the next harder one.
const STOPPING: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(10)];

#[derive(Debug)]
pub(crate) struct Supervisor {
    watched: Arc<Watched>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread and its owner share.
#[derive(Debug)]
struct Watched {
    launch: Launch,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Set while the child may be signalled, that is until it is reaped.
    child: Option<Pid>,
    ready: bool,
    stopping: bool,
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
        let mut state = watched.lock();
        while !state.ready && !state.ended {
            state = watched.wait(state);
        }
        match state.failure.take() {
            Some(error) => Err(error),
            None => {
                drop(state);
                Ok(Self {
                    watched,
                    thread: Some(thread),
                })
            }
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
        let signals = [
            self.watched.launch.stop_signal(),
            Signal::QUIT,
            Signal::KILL,
        ];
        let mut forced = false;
        for (signal, patience) in signals
            .into_iter()
            .zip(STOPPING.into_iter().chain([Duration::MAX]))
        {
            state.signal(signal);
            state = self.watched.wait_for_end(state, patience);
            if state.ended {
                break;
            }
            forced = true;
        }
        drop(state);
        // It has said that it is done; a panic in it has been printed.
        drop(thread.join());
        if forced {
            Err(Error::ForcedStop {
                seconds: STOPPING[0].as_secs(),
            })
        } else {
            Ok(())
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
    fn signal(&self, signal: Signal) {
        if let Some(pid) = self.child {
            // Fails only for a process that has ended, which is what we want.
            let _ = kill_process(pid, signal);
        }
    }
}

impl Watched {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed
            .wait(state)
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_for_end<'a>(
        &self,
        state: MutexGuard<'a, State>,
        patience: Duration,
    ) -> MutexGuard<'a, State> {
        let waited = self
            .changed
            .wait_timeout_while(state, patience, |state| !state.ended);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Waits, at most so long, for a call to stop. Returns whether there was one.
    fn told_to_stop(&self, pause: Duration) -> bool {
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), pause, |state| !state.stopping);
        waited.unwrap_or_else(PoisonError::into_inner).0.stopping
    }

    /// The life of the thread.
    fn supervise(&self) {
        let failure = self.first_start().and_then(|child| {
            self.watch(child);
            Ok(())
        });
        let mut state = self.lock();
        (state.ready, state.ended, state.failure) = (false, true, failure.err());
        self.changed.notify_all();
    }

    /// Backends of a Postgres that was killed alone may outlive it for a moment; the new one waits for them.
    fn first_start(&self) -> Result<Child, Error> {
        let begun = Instant::now();
        loop {
            match self.bring_up() {
                Err(Error::DidNotStart { tail, .. })
                    if tail.contains("pre-existing shared memory block")
                        && begun.elapsed() < PATIENCE =>
                {
                    self.told_to_stop(PAUSES.0);
                }
                outcome => return outcome,
            }
        }
    }

    /// Keeps it running until told to stop.
    fn watch(&self, mut child: Child) {
        let (mut pause, longest) = PAUSES;
        loop {
            let begun = Instant::now();
            self.await_end(&mut child);
            if begun.elapsed() > STEADY {
                pause = PAUSES.0;
            }
            child = loop {
                if self.told_to_stop(Duration::ZERO) {
                    return;
                }
                tracing::error!(log = %self.launch.log.path().display(), ?pause, "Postgres died, starting it again");
                if self.told_to_stop(pause) {
                    return;
                }
                pause = (pause * 2).min(longest);
                match wait_until_gone(&self.launch.cluster).and_then(|()| self.bring_up()) {
                    Ok(child) => break child,
                    Err(error) => tracing::error!(%error, "starting Postgres again"),
                }
            };
            tracing::info!("Postgres is back");
        }
    }

    /// Starts Postgres once and waits until it is ready.
    fn bring_up(&self) -> Result<Child, Error> {
        let (mut child, log_begin) = self.launch.spawn()?;
        let pid = i32::try_from(child.id()).unwrap_or_default();
        {
            // A call to stop that came before now found nobody to signal.
            let mut state = self.lock();
            state.child = Pid::from_raw(pid);
            if state.stopping {
                state.signal(self.launch.stop_signal());
            }
        }
        loop {
            if self.has_ended(&mut child) {
                return Err(self.launch.failure(log_begin));
            }
            if Postmaster::read(&self.launch.cluster)
                .is_some_and(|found| found.pid == pid && found.ready)
            {
                self.lock().ready = true;
                self.changed.notify_all();
                return Ok(child);
            }
            thread::sleep(POLL);
        }
    }

    fn has_ended(&self, child: &mut Child) -> bool {
        let mut state = self.lock();
        // Under the lock, so that nobody signals a number that is no longer the child's.
        let ended = !matches!(child.try_wait(), Ok(None));
        if ended {
            state.child = None;
        }
        ended
    }

    fn await_end(&self, child: &mut Child) {
        let pid = self.lock().child;
        if let Some(pid) = pid {
            // Waits without reaping: the number stays the child's until the lock is held.
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
            while matches!(waitid(WaitId::Pid(pid), options), Err(Errno::INTR)) {}
        }
        let mut state = self.lock();
        state.ready = false;
        drop(child.wait());
        state.child = None;
    }
}
