//! A server with all that one kind of misfortune needs around it.

use anyhow::Result;
use postgres::{DATABASE, Managed, Options};

use crate::cut::Cut;
use crate::disk::Disk;
use crate::fault::{self, Fault};
use crate::http::Http;
use crate::random::Random;
use crate::server::Server;
use crate::site::Site;

/// A server that something happens to.
#[derive(Debug)]
pub(crate) struct Stage<'a> {
    site: &'a Site,
    disk: Option<&'a Disk>,
    fault: Fault,
    server: Server,
    /// Where the way to Postgres is cut, Postgres is ours.
    way: Option<(Cut, Managed)>,
}

impl<'a> Stage<'a> {
    pub(crate) fn set(site: &'a Site, disk: Option<&'a Disk>, fault: Fault) -> Result<Self> {
        let way = if fault == Fault::Connection {
            let managed = Managed::start(&Options::new(site.data()))?;
            Some((Cut::before(&managed.url(DATABASE))?, managed))
        } else {
            None
        };
        let server = match &way {
            Some((cut, _)) => site.serve_on(&cut.url(DATABASE))?,
            None => site.serve()?,
        };
        Ok(Self {
            site,
            disk,
            fault,
            server,
            way,
        })
    }

    pub(crate) fn http(&self) -> Result<Http> {
        Http::of(&self.server.address)
    }

    /// Lets it happen.
    pub(crate) fn strike(&mut self, random: &mut Random) -> Result<()> {
        match self.fault {
            Fault::Server => self.server.kill(),
            Fault::Postgres => fault::kill_postgres(self.site, random),
            Fault::Both => {
                fault::end_postgres(self.site, random)?;
                self.server.kill()
            }
            Fault::Connection => {
                if let Some((cut, _)) = &self.way {
                    cut.cut();
                }
                Ok(())
            }
            Fault::Disk => self.disk.map_or(Ok(()), |disk| disk.fill(self.site)),
        }
    }

    /// Puts an end to what lasts.
    pub(crate) fn lift(&self) -> Result<()> {
        if let Some((cut, _)) = &self.way {
            cut.heal();
        }
        self.disk.map_or(Ok(()), |disk| disk.empty(self.site))
    }

    /// Ends the server, if it lives, as an operator would.
    pub(crate) fn close(mut self) -> Result<()> {
        if self.fault.ends_the_server() {
            return Ok(());
        }
        self.server.stop()?;
        self.way.map_or(Ok(()), |(_, managed)| Ok(managed.stop()?))
    }
}
