//! What is carried out together with the same of others: small writes, and the look-ups in front of them.

use crate::account::Keys;
use crate::gather::Gatherer;
use crate::locate::{Projects, Runs};
use crate::pool::Connections;
use crate::record::{KnownNames, Writes};

/// A gatherer for each kind of request. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Gathered {
    pub(crate) keys: Gatherer<Keys>,
    pub(crate) projects: Gatherer<Projects>,
    pub(crate) runs: Gatherer<Runs>,
    pub(crate) writes: Gatherer<Writes>,
}

impl Gathered {
    /// `room` is how many requests of a kind may wait; without it nothing is gathered.
    pub(crate) fn new(connections: &Connections, names: &KnownNames, room: Option<usize>) -> Self {
        let connections = || connections.clone();
        Self {
            keys: Gatherer::new(Keys(connections()), room),
            projects: Gatherer::new(Projects(connections()), room),
            runs: Gatherer::new(Runs(connections()), room),
            writes: Gatherer::new(Writes(connections(), names.clone()), room),
        }
    }
}
