//! What goes wrong.

use anyhow::Result;
use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::random::Random;
use crate::site::Site;

/// One kind of misfortune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The server is killed.
    Server,
    /// Postgres is killed: its first process, one that serves a connection, or all at once.
    Postgres,
    /// Both are: of Postgres the first process, or all at once.
    Both,
    /// The connections between them are cut, and new ones refused for a while.
    Connection,
    /// The disk is full for a while.
    Disk,
}

impl Fault {
    /// All of them, in the order of the rounds.
    pub const ALL: [Self; 5] = [
        Self::Server,
        Self::Postgres,
        Self::Both,
        Self::Connection,
        Self::Disk,
    ];

    /// What happens.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Server => "server killed",
            Self::Postgres => "Postgres killed",
            Self::Both => "both killed",
            Self::Connection => "connection cut",
            Self::Disk => "disk full",
        }
    }

    /// Whether there is no server any more.
    pub(crate) const fn ends_the_server(self) -> bool {
        matches!(self, Self::Server | Self::Both)
    }

    /// Whether somebody has to put an end to it.
    pub(crate) const fn lasts(self) -> bool {
        matches!(self, Self::Connection | Self::Disk)
    }
}

/// Kills Postgres in one of the ways in which it can be killed; a process that serves a connection is one of them.
pub(crate) fn kill_postgres(site: &Site, random: &mut Random) -> Result<()> {
    if random.below(3) > 0 {
        return end_postgres(site, random);
    }
    let backend = some_backend(site.postmaster()?, random)?;
    Ok(kill_process(backend, Signal::KILL)?)
}

/// Kills its first process, or all at once.
pub(crate) fn end_postgres(site: &Site, random: &mut Random) -> Result<()> {
    let first = site.postmaster()?;
    if random.below(2) > 0 {
        return Ok(kill_process(first, Signal::KILL)?);
    }
    // It leads a group of its own.
    Ok(kill_process_group(first, Signal::KILL)?)
}

/// A process that serves a connection; the first process where there is none.
fn some_backend(first: Pid, random: &mut Random) -> Result<Pid> {
    let list = format!("/proc/{0}/task/{0}/children", first.as_raw_nonzero());
    let serving: Vec<Pid> = std::fs::read_to_string(list)?
        .split_whitespace()
        .filter(|pid| {
            let title = std::fs::read_to_string(format!("/proc/{pid}/cmdline"));
            title.is_ok_and(|it| it.starts_with("postgres: verdict "))
        })
        .filter_map(|pid| Pid::from_raw(pid.parse().ok()?))
        .collect();
    Ok(random.one_of(&serving).unwrap_or(first))
}
