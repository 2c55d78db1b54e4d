//! The two calls of the operating system that Rust cannot check, each behind a safe function.
#![expect(
    unsafe_code,
    reason = "no safe interface exists for code between fork and exec, nor for atexit"
)]

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use rustix::process::{Signal, getpid, getppid, set_parent_process_death_signal};

/// Makes the kernel send `SIGINT` to the child when the thread that spawned it ends, even by `kill -9`.
///
/// `SIGINT` is Postgres' fast shutdown, and makes `initdb` remove what it wrote. The kernel watches the
/// spawning *thread*, so that thread has to live as long as the child shall.
pub(crate) fn stop_with_parent(command: &mut Command) {
    let parent = getpid();
    let before_exec = move || {
        set_parent_process_death_signal(Some(Signal::INT))?;
        // A parent that died before the line above will never cause a signal.
        if getppid() == Some(parent) {
            Ok(())
        } else {
            Err(io::Error::from(io::ErrorKind::BrokenPipe))
        }
    };
    // SAFETY: between fork and exec only async-signal-safe work is allowed. The closure makes two system
    // calls, touches no lock and allocates nothing, not even for its errors.
    unsafe { command.pre_exec(before_exec) };
}

/// Runs `hook` when the process ends by `exit` or by returning from `main`, not when a signal kills it.
///
/// Returns whether the hook was accepted. The hook must not panic: that would abort the process.
pub(crate) fn at_exit(hook: extern "C" fn()) -> bool {
    // SAFETY: `hook` is a plain function that lives as long as the program.
    unsafe { libc::atexit(hook) == 0 }
}
