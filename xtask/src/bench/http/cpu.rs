//! The processor time that a measurement takes: of the server, of the database, and of this process, which sends.
//!
//! Where everything shares a few processors and they are busy, it says what the rates say; on a machine that has other
//! things to do, it is the steadier of the two.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use postgres::Temporary;

use crate::verdict::Server;

/// Whose time is taken.
pub(super) struct Processes {
    server: u32,
    postmaster: u32,
}

/// Seconds.
#[derive(Clone, Copy, Default)]
pub(super) struct Taken {
    pub(super) server: f64,
    pub(super) database: f64,
    pub(super) client: f64,
}

impl Processes {
    pub(super) fn new(server: &Server, cluster: &Temporary) -> Result<Self> {
        let path = cluster.place().join("postgres/postmaster.pid");
        let text = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        let postmaster = text.lines().next().context("an empty postmaster.pid")?;
        Ok(Self {
            server: server.process(),
            postmaster: postmaster.trim().parse()?,
        })
    }

    /// What all have taken since they began.
    pub(super) fn taken(&self) -> Result<Taken> {
        let mut taken = Taken::default();
        for entry in fs::read_dir("/proc")? {
            let entry = entry?;
            let Some(process) = entry
                .file_name()
                .to_str()
                .and_then(|it| it.parse::<u32>().ok())
            else {
                continue;
            };
            // A process that has ended meanwhile has nothing to say.
            let Some(stat) = Stat::of(&entry.path()) else {
                continue;
            };
            if process == self.server {
                taken.server += stat.seconds();
            } else if process == self.postmaster {
                taken.database += stat.seconds() + stat.seconds_of_ended();
            } else if stat.parent == self.postmaster {
                taken.database += stat.seconds();
            } else if process == std::process::id() {
                taken.client += stat.seconds();
            }
        }
        Ok(taken)
    }
}

impl Taken {
    pub(super) fn all(self) -> f64 {
        self.server + self.database + self.client
    }
}

impl std::ops::Sub for Taken {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            server: self.server - before.server,
            database: self.database - before.database,
            client: self.client - before.client,
        }
    }
}

impl std::ops::AddAssign for Taken {
    fn add_assign(&mut self, more: Self) {
        self.server += more.server;
        self.database += more.database;
        self.client += more.client;
    }
}

/// What Linux tells of a process: its parent, and its ticks and those of its children that have ended.
struct Stat {
    parent: u32,
    ticks: u32,
    ticks_of_ended: u32,
}

impl Stat {
    fn of(process: &Path) -> Option<Self> {
        let text = fs::read_to_string(process.join("stat")).ok()?;
        // The name in brackets may hold anything.
        let (_, rest) = text.rsplit_once(')')?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let number = |place: usize| fields.get(place)?.parse::<u32>().ok();
        Some(Self {
            parent: number(1)?,
            ticks: number(11)? + number(12)?,
            ticks_of_ended: number(13)? + number(14)?,
        })
    }

    fn seconds(&self) -> f64 {
        f64::from(self.ticks) / TICKS
    }

    fn seconds_of_ended(&self) -> f64 {
        f64::from(self.ticks_of_ended) / TICKS
    }
}

/// In a second, as every Linux tells it.
const TICKS: f64 = 100.0;
