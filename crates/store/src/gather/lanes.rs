//! What waits for its flight, lane by lane.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

/// Requests that wait. A lane is in here for as long as a flight of it is under way.
pub(super) struct Lanes<K, T> {
    lanes: HashMap<K, VecDeque<T>>,
    /// In all lanes together.
    waiting: usize,
}

/// As many requests wait as may.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Full;

impl<K, T> Default for Lanes<K, T> {
    fn default() -> Self {
        Self {
            lanes: HashMap::new(),
            waiting: 0,
        }
    }
}

impl<K: Copy + Eq + Hash, T> Lanes<K, T> {
    /// Adds a request behind the others of its lane. Tells whether the lane was idle: a flight is to be started then.
    pub(super) fn join(&mut self, lane: K, request: T, room: usize) -> Result<bool, Full> {
        if self.waiting >= room {
            return Err(Full);
        }
        self.waiting += 1;
        match self.lanes.entry(lane) {
            Entry::Occupied(mut queue) => {
                queue.get_mut().push_back(request);
                Ok(false)
            }
            Entry::Vacant(place) => {
                place.insert(VecDeque::from([request]));
                Ok(true)
            }
        }
    }

    /// Takes what the next flight of a lane carries, the longest waiting first: of at most the size `most` together,
    /// or one. The least size is 1. Nothing if nothing waits; the lane is idle from then on.
    pub(super) fn next(
        &mut self,
        lane: K,
        most: usize,
        size: impl Fn(&T) -> usize,
        given_up: impl Fn(&T) -> bool,
    ) -> Vec<T> {
        let mut taken = Vec::new();
        let Entry::Occupied(mut queue) = self.lanes.entry(lane) else {
            return taken;
        };
        let mut room = most;
        while let Some(first) = queue.get_mut().pop_front() {
            if given_up(&first) {
                self.waiting -= 1;
                continue;
            }
            let left = room.checked_sub(size(&first).max(1));
            if left.is_none() && !taken.is_empty() {
                queue.get_mut().push_front(first);
                break;
            }
            room = left.unwrap_or_default();
            self.waiting -= 1;
            taken.push(first);
        }
        if taken.is_empty() {
            queue.remove();
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Full, Lanes};

    /// What a request is in these tests.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Request {
        number: usize,
        size: usize,
        given_up: bool,
    }

    const ROOM: usize = 6;
    const MOST: usize = 5;

    #[derive(Clone, Debug)]
    enum Event {
        Join(u8, usize, bool),
        Next(u8),
    }

    fn event() -> impl Strategy<Value = Event> {
        let join = (0..3_u8, 0..8_usize, prop::bool::weighted(0.1));
        prop_oneof![
            2 => join.prop_map(|(lane, size, given_up)| Event::Join(lane, size, given_up)),
            1 => (0..3_u8).prop_map(Event::Next),
        ]
    }

    fn next(lanes: &mut Lanes<u8, Request>, lane: u8) -> Vec<Request> {
        lanes.next(lane, MOST, |it| it.size, |it| it.given_up)
    }

    proptest! {
        #[test]
        fn what_joined_is_taken_once_in_order_and_within_bounds(
            events in prop::collection::vec(event(), 0..60),
        ) {
            let mut lanes = Lanes::default();
            // For each lane under way, what waits in it.
            let mut model: BTreeMap<u8, Vec<Request>> = BTreeMap::new();
            for (number, event) in events.into_iter().enumerate() {
                match event {
                    Event::Join(lane, size, given_up) => {
                        let waiting: usize = model.values().map(Vec::len).sum();
                        let request = Request { number, size, given_up };
                        let joined = lanes.join(lane, request, ROOM);
                        if waiting >= ROOM {
                            prop_assert_eq!(joined, Err(Full));
                            continue;
                        }
                        prop_assert_eq!(joined, Ok(!model.contains_key(&lane)));
                        model.entry(lane).or_default().push(request);
                    }
                    Event::Next(lane) => {
                        let taken = next(&mut lanes, lane);
                        let Some(queue) = model.get_mut(&lane) else {
                            prop_assert!(taken.is_empty());
                            continue;
                        };
                        let queue = std::mem::take(queue);
                        let stayed = queue.iter().filter(|it| !it.given_up).copied();
                        let wanted: Vec<Request> = stayed.take(taken.len()).collect();
                        prop_assert_eq!(&taken, &wanted);
                        let is_last = |it: &Request| Some(it) == wanted.last();
                        let behind = queue.iter().position(is_last).map_or(0, |place| place + 1);
                        let rest = queue.into_iter().skip(behind);
                        let rest: Vec<Request> = rest.skip_while(|it| it.given_up).collect();
                        let size: usize = taken.iter().map(|it| it.size.max(1)).sum();
                        prop_assert!(size <= MOST || taken.len() == 1);
                        let more = rest.first().map(|it| it.size.max(1));
                        prop_assert!(more.is_none_or(|more| size + more > MOST));
                        if taken.is_empty() {
                            model.remove(&lane);
                        } else {
                            model.insert(lane, rest);
                        }
                    }
                }
            }
        }
    }
}
