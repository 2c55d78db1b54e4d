//! How many connections this process may have open.

use anyhow::{Result, ensure};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What else is open: logs, clients, the runtime's own.
const OTHERS: u64 = 64;

/// Raises the limit so that there may be so many connections.
pub(super) fn allow(connections: usize) -> Result<()> {
    let wanted = u64::try_from(connections)? + OTHERS;
    let found = getrlimit(Resource::Nofile);
    if found.current.is_none_or(|now| now >= wanted) {
        return Ok(());
    }
    ensure!(
        found.maximum.is_none_or(|most| most >= wanted),
        "{connections} connections need a limit of {wanted} open files: see `ulimit -Hn`"
    );
    let raised = Rlimit {
        current: Some(wanted),
        ..found
    };
    Ok(setrlimit(Resource::Nofile, raised)?)
}
