//! The database: the operator's own, or a Postgres that we bring up.

use anyhow::{Context, anyhow, bail};
use postgres::{Managed, Options};
use store::StoreError;
use store::pooler::{self, Answers};

use crate::settings::{Data, DatabaseUrl, Settings};

/// A database that can be connected to. Dropping it stops a Postgres that we started.
#[derive(Debug)]
pub(crate) enum Database {
    /// The one that `database.url` names.
    Given(DatabaseUrl),
    /// Ours, for as long as this value lives.
    Ours(Managed),
    /// Ours, held by a server that runs beside us.
    Neighbours {
        /// Its address.
        url: String,
    },
}

impl Database {
    /// For a server: a managed Postgres must be free, as only one server may hold a data folder.
    pub(crate) fn for_server(settings: &Settings) -> anyhow::Result<Self> {
        match &settings.database.url {
            Some(url) => Ok(Self::Given(url.clone())),
            None => Managed::start(&options(settings))
                .map(Self::Ours)
                .with_context(|| at(settings)),
        }
    }

    /// For a command that has nothing to do where there is no data: its folder is another one, as a rule, and it leaves
    /// none behind.
    pub(crate) fn that_is_there(settings: &Settings) -> anyhow::Result<Self> {
        let is_there = || Managed::exists(&options(settings)).with_context(|| at(settings));
        if settings.database.url.is_none() && !is_there()? {
            bail!(
                "{}, and nothing of Verdict's is there: run the command where the server is started, or \
                 correct data_dir",
                at(settings)
            );
        }
        Self::for_command(settings)
    }

    /// For a command: beside a running server it uses that one's Postgres, else it starts it for the moment.
    pub(crate) fn for_command(settings: &Settings) -> anyhow::Result<Self> {
        if settings.database.url.is_none()
            && let Some(url) = Managed::url_of_running(&options(settings), postgres::DATABASE)
                .with_context(|| at(settings))?
        {
            return Ok(Self::Neighbours { url });
        }
        Self::for_server(settings)
    }

    /// Its address, with its password.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Given(url) => url.reveal().to_owned(),
            Self::Ours(managed) => managed.url(postgres::DATABASE),
            Self::Neighbours { url } => url.clone(),
        }
    }

    /// Makes sure that what answers can be worked with, and says what it is: before one of ours there is no pooler.
    pub(crate) async fn check(&self) -> Result<Answers, StoreError> {
        match self {
            Self::Given(url) => pooler::ask(url.reveal()).await,
            Self::Ours(_) | Self::Neighbours { .. } => Ok(Answers::Postgres),
        }
    }

    /// Where the data is, to be shown.
    pub(crate) fn place(&self) -> String {
        match self {
            Self::Given(url) => url.place().to_owned(),
            Self::Ours(managed) => managed.place().display().to_string(),
            Self::Neighbours { .. } => "the running server's database".to_owned(),
        }
    }

    /// Where all of the server's data is, to be shown: the files of attachments are in the data folder, wherever the
    /// database is.
    pub(crate) fn all_places(&self, data: &Data) -> String {
        let folder = data.dir.canonicalize().unwrap_or_else(|_| data.dir.clone());
        let is_inside = match self {
            Self::Given(_) | Self::Neighbours { .. } => false,
            Self::Ours(managed) => managed.place().starts_with(&folder),
        };
        let folder = folder.display();
        if is_inside {
            folder.to_string()
        } else {
            format!("{} and {folder}", self.place())
        }
    }

    /// What to say of a call that failed.
    pub(crate) fn told(&self, error: StoreError) -> anyhow::Error {
        let trouble = match (self, &error) {
            // Nothing is wrong with the address.
            (Self::Given(_), StoreError::Newer { .. } | StoreError::Pooled(_)) => {
                format!("cannot use the database at {}", self.place())
            }
            _ => self.trouble(),
        };
        anyhow::Error::from(error).context(trouble)
    }

    /// What to say where it lacks migrations, and the command is not one that migrates.
    pub(crate) fn lacks(&self, count: usize) -> anyhow::Error {
        anyhow!(
            "the database in {} lacks {count} migrations of this program: start the server, or run `verdict migrate up`",
            self.place()
        )
    }

    /// What to say when it cannot be used; the cause follows.
    fn trouble(&self) -> String {
        match self {
            Self::Given(url) => format!(
                "cannot use the database at {} (start it, correct database.url or VERDICT__DATABASE__URL, or \
                 leave that empty for a Postgres of Verdict's own)",
                url.place()
            ),
            Self::Ours(_) | Self::Neighbours { .. } => {
                format!("cannot use the database in {}", self.place())
            }
        }
    }
}

fn options(settings: &Settings) -> Options {
    Options::new(&settings.data.dir)
}

/// Begins a message about the data folder.
fn at(settings: &Settings) -> String {
    format!(
        "data_dir (VERDICT__DATA_DIR) is {}",
        settings.data.dir.display()
    )
}
