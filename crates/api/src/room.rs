//! How many requests are answered at the same time. Whoever is let in gets an answer soon, and memory is bounded by
//! their number: one more is told to come back.

use std::sync::Arc;

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::failure::Failure;

/// Places for requests. Cheap to clone; all clones have the same places.
#[derive(Clone, Debug)]
pub(crate) struct Room(Arc<Semaphore>);

impl Room {
    pub(crate) fn for_requests(most: usize) -> Self {
        Self(Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS))))
    }

    /// A place, which is free again when it is dropped.
    pub(crate) fn enter(&self) -> Result<SemaphorePermit<'_>, Failure> {
        self.0.try_acquire().map_err(|_| Failure::Overloaded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_is_refused_until_somebody_leaves() {
        let room = Room::for_requests(2);
        let inside = (room.enter().unwrap(), room.enter().unwrap());
        assert!(matches!(room.enter(), Err(Failure::Overloaded)));
        drop(inside.0);
        assert!(room.enter().is_ok());
    }
}
