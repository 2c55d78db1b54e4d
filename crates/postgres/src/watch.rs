//! The thread that starts Postgres, watches it, and starts it again when it dies.
//!
//! It lives as long as the cluster runs: the kernel takes its end for the death of the parent, see
//! [`stop_with_parent`](crate::sys::stop_with_parent).

use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};

use crate::error::Error;
use crate::postmaster::{PATIENCE, Postmaster, wait_until_gone};
use crate::supervisor::Watched;

/// How often a starting Postgres is looked at.
const POLL: Duration = Duration::from_millis(10);
/// The pause before a dead Postgres is started again. It doubles each time …
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// … up to this, …
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// … and is short again after so long a life.
const STEADY: Duration = Duration::from_mins(1);

impl Watched {
    /// The life of the thread.
    pub(crate) fn supervise(&self) {
        let failure = self
            .first_start()
            .map(|child| self.keep_running(child))
            .err();
        self.say_ended(failure);
    }

    /// Backends of a Postgres that was killed alone may outlive it for a moment; the new one waits for them.
    fn first_start(&self) -> Result<Child, Error> {
        let begun = Instant::now();
        loop {
            match self.bring_up() {
                Err(Error::DidNotStart { said, .. })
                    if said.contains("pre-existing shared memory block")
                        && begun.elapsed() < PATIENCE =>
                {
                    self.told_to_stop(FIRST_PAUSE);
                }
                outcome => return outcome,
            }
        }
    }

    /// Returns when told to stop and Postgres has ended.
    fn keep_running(&self, mut child: Child) {
        let mut pause = FIRST_PAUSE;
        loop {
            let begun = Instant::now();
            self.await_end(&mut child);
            if begun.elapsed() > STEADY {
                pause = FIRST_PAUSE;
            }
            child = loop {
                if self.told_to_stop(Duration::ZERO) {
                    return;
                }
                let log = self.launch.log.path().display();
                tracing::error!(%log, ?pause, "Postgres is down, starting it again after a pause");
                if self.told_to_stop(pause) {
                    return;
                }
                pause = (pause * 2).min(LONGEST_PAUSE);
                match self.bring_up_again() {
                    Ok(child) => break child,
                    Err(error) => tracing::error!(%error, "starting Postgres again"),
                }
            };
            tracing::info!("Postgres is back");
        }
    }

    fn bring_up_again(&self) -> Result<Child, Error> {
        wait_until_gone(&self.launch.cluster, &self.launch.socket_directory)?;
        self.bring_up()
    }

    /// Starts Postgres once and waits until it is ready.
    fn bring_up(&self) -> Result<Child, Error> {
        let (mut child, log_begin) = self.launch.spawn()?;
        let pid = i32::try_from(child.id()).unwrap_or_default();
        let mut state = self.lock();
        state.child = Pid::from_raw(pid);
        if state.stopping {
            // The call to stop came before there was anybody to signal.
            state.signal(self.launch.stop_signal());
        }
        drop(state);
        while !self.has_ended(&mut child) {
            let found = Postmaster::read(&self.launch.cluster);
            if found.is_some_and(|found| found.pid == pid && found.ready) {
                self.say_ready();
                return Ok(child);
            }
            thread::sleep(POLL);
        }
        Err(self.launch.failure(log_begin))
    }

    fn has_ended(&self, child: &mut Child) -> bool {
        let mut state = self.lock();
        // Reaped under the lock, so that nobody signals a number that is no longer the child's.
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
