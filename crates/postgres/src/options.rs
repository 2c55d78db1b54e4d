//! What a caller may choose.

use std::path::PathBuf;

use crate::search::Search;

/// How to run a [`Managed`](crate::Managed) cluster.
#[derive(Clone, Debug)]
pub struct Options {
    /// Verdict's data directory, made if missing. The cluster goes to `postgres` in it.
    pub data_dir: PathBuf,
    /// Where the cluster goes when we are root and Postgres' user cannot reach `data_dir`.
    pub state_dir: PathBuf,
    /// More settings for Postgres, as for its `-c`. Those that this crate relies on (socket, port, `fsync`,
    /// `synchronous_commit`, `full_page_writes`) cannot be changed.
    pub settings: Vec<(String, String)>,
    /// Where to look for the Postgres programs.
    pub search: Search,
}

impl Options {
    /// The usual choices for this data directory.
    #[must_use]
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self {
            data_dir: data_dir.into(),
            state_dir: PathBuf::from("/var/lib/verdict"),
            settings: Vec::new(),
            search: Search::from_environment(),
        }
    }
}
