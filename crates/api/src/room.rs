//! How many requests are answered at the same time, and how much of what they send is in memory. Whoever is let in
//! gets an answer soon, and memory is bounded: one more is told to come back.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

use crate::failure::Failure;

/// Places for requests, for the bytes of their bodies, and for those of forms that wait on the disk. Cheap to clone;
/// all clones have the same places.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    requests: Arc<Semaphore>,
    bytes: Arc<Semaphore>,
    disk: Arc<Semaphore>,
}

impl Room {
    pub(crate) fn of(requests: usize, bytes: usize, disk: usize) -> Self {
        let places = |most: usize| Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Self {
            requests: places(requests),
            bytes: places(bytes),
            disk: places(disk),
        }
    }

    /// A place, which is free again when it is dropped.
    pub(crate) fn enter(&self) -> Result<SemaphorePermit<'_>, Failure> {
        self.requests.try_acquire().map_err(|_| Failure::Overloaded)
    }

    /// What a body takes up in memory: nothing yet.
    pub(crate) fn hold(&self) -> Held {
        Held::of(&self.bytes)
    }

    /// What a form takes up on the disk while it waits to be carried out: nothing yet.
    pub(crate) fn hold_on_disk(&self) -> Held {
        Held::of(&self.disk)
    }
}

/// What a body takes up, free again when it is dropped.
///
/// A body takes as much as has come of it, not what its head announces: who sends slowly keeps nobody out.
#[derive(Debug)]
pub(crate) struct Held {
    bytes: Arc<Semaphore>,
    taken: Option<OwnedSemaphorePermit>,
    /// How many bytes may come for which room was taken already.
    again: usize,
}

impl Held {
    fn of(bytes: &Arc<Semaphore>) -> Self {
        Self {
            bytes: Arc::clone(bytes),
            taken: None,
            again: 0,
        }
    }

    /// For a body that was taken in and is read now: as many bytes as have room are the same ones again, and need no
    /// more of it.
    pub(crate) fn read_again(mut self) -> Self {
        self.again = self
            .taken
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        self
    }

    /// Takes room for one more piece.
    pub(crate) fn grow(&mut self, piece: usize) -> Result<(), Failure> {
        let again = piece.min(self.again);
        self.again -= again;
        let piece = piece - again;
        let piece = u32::try_from(piece).map_err(|_| Failure::Overloaded)?;
        let more = Arc::clone(&self.bytes).try_acquire_many_owned(piece);
        let more = more.map_err(|_| Failure::Overloaded)?;
        match &mut self.taken {
            Some(taken) => taken.merge(more),
            None => self.taken = Some(more),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_is_refused_until_somebody_leaves() {
        let room = Room::of(2, 0, 0);
        let inside = (room.enter().unwrap(), room.enter().unwrap());
        assert!(matches!(room.enter(), Err(Failure::Overloaded)));
        drop(inside.0);
        assert!(room.enter().is_ok());
    }

    #[test]
    fn a_body_that_is_read_again_takes_no_room_twice() {
        let room = Room::of(0, 10, 0);
        let mut held = room.hold();
        held.grow(8).unwrap();
        let mut held = held.read_again();
        held.grow(5).unwrap();
        held.grow(3).unwrap();
        // More than that is more.
        held.grow(2).unwrap();
        assert!(matches!(held.grow(1), Err(Failure::Overloaded)));
        drop(held);
        assert!(room.hold().grow(10).is_ok());
    }

    #[test]
    fn bodies_grow_until_all_bytes_are_taken_and_give_them_back() {
        let room = Room::of(0, 10, 0);
        let (mut one, mut other) = (room.hold(), room.hold());
        one.grow(4).unwrap();
        other.grow(3).unwrap();
        one.grow(3).unwrap();
        assert!(matches!(other.grow(1), Err(Failure::Overloaded)));
        other.grow(0).unwrap();
        drop(one);
        other.grow(7).unwrap();
    }

    #[test]
    fn forms_on_the_disk_have_room_of_their_own() {
        let room = Room::of(0, 0, 5);
        let mut waiting = room.hold_on_disk();
        waiting.grow(3).unwrap();
        assert!(matches!(
            room.hold_on_disk().grow(3),
            Err(Failure::Overloaded)
        ));
        drop(waiting);
        assert!(room.hold_on_disk().grow(3).is_ok());
    }
}
