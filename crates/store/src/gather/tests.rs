//! With a work that the tests hold up, and whose outcome they choose.

use std::collections::BTreeSet;
use std::sync::Mutex;

use tokio::sync::Semaphore;

use super::{Gatherer, Work};
use crate::error::StoreError;

/// Adds 100 to numbers, for as long as it is let. 0 is a number that is refused, 1 one that breaks the connection,
/// 2 one that panics.
#[derive(Default)]
struct Adding {
    /// A flight takes one and gives none back.
    permits: Option<Semaphore>,
    flights: Mutex<Vec<Vec<u32>>>,
}

const ROOM: usize = 5;

impl Work for Adding {
    type Lane = u8;
    type Ask = u32;
    type Answer = u32;
    const MOST: usize = 3;

    fn size(_: &u32) -> usize {
        1
    }

    async fn carry_out(&self, _: u8, asked: &[u32]) -> Result<Vec<u32>, StoreError> {
        self.flights.lock().unwrap().push(asked.to_vec());
        if let Some(permits) = &self.permits {
            permits.acquire().await.unwrap().forget();
        }
        if asked.contains(&0) {
            return Err(StoreError::corrupt("a zero"));
        }
        if asked.contains(&1) {
            return Err(StoreError::Unavailable(anyhow::anyhow!("cut off")));
        }
        assert!(!asked.contains(&2), "this panic is part of a test");
        Ok(asked.iter().map(|it| it + 100).collect())
    }
}

fn held_up() -> Gatherer<Adding> {
    let work = Adding {
        permits: Some(Semaphore::new(0)),
        ..Adding::default()
    };
    Gatherer::new(work, Some(ROOM))
}

impl Gatherer<Adding> {
    /// Asks in a task of its own, which has asked when this returns: the tests run on one thread.
    async fn send(
        &self,
        lane: u8,
        number: u32,
    ) -> tokio::task::JoinHandle<Result<u32, StoreError>> {
        let gatherer = self.clone();
        let sent = tokio::spawn(async move { gatherer.ask(lane, number).await });
        // Twice: the request, and the flight that it may have started.
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        sent
    }

    fn let_go(&self, flights: usize) {
        let permits = self.0.work.permits.as_ref();
        permits.unwrap().add_permits(flights);
    }

    fn flights(&self) -> Vec<Vec<u32>> {
        self.0.work.flights.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn what_comes_while_a_flight_is_under_way_flies_together_next() {
    let gatherer = held_up();
    let mut sent = Vec::new();
    for number in [10, 11, 12, 13, 14] {
        sent.push(gatherer.send(7, number).await);
    }
    assert_eq!(gatherer.flights(), [vec![10]]);

    gatherer.let_go(3);

    for (number, sent) in (10..).zip(sent) {
        assert_eq!(sent.await.unwrap().unwrap(), number + 100);
    }
    assert_eq!(gatherer.flights(), [vec![10], vec![11, 12, 13], vec![14]]);
    // The lane is idle again: the next one does not wait.
    let sent = gatherer.send(7, 15).await;
    assert_eq!(gatherer.flights().last().unwrap(), &[15]);
    gatherer.let_go(1);
    assert_eq!(sent.await.unwrap().unwrap(), 115);
}

#[tokio::test]
async fn lanes_do_not_wait_for_each_other() {
    let gatherer = held_up();
    let first = gatherer.send(1, 10).await;
    let other = gatherer.send(2, 20).await;
    assert_eq!(gatherer.flights(), [vec![10], vec![20]]);
    gatherer.let_go(2);
    assert_eq!(first.await.unwrap().unwrap(), 110);
    assert_eq!(other.await.unwrap().unwrap(), 120);
}

#[tokio::test]
async fn one_too_many_is_told_to_come_back() {
    let gatherer = held_up();
    let mut sent = vec![gatherer.send(1, 10).await];
    for number in (11..).take(ROOM) {
        sent.push(gatherer.send(1, number).await);
    }
    for lane in [1, 2] {
        let refused = gatherer.ask(lane, 99).await;
        assert!(matches!(refused, Err(StoreError::Overloaded)));
    }
    gatherer.let_go(3);
    for sent in sent {
        sent.await.unwrap().unwrap();
    }
    gatherer.let_go(1);
    assert_eq!(gatherer.ask(1, 99).await.unwrap(), 199);
}

#[tokio::test]
async fn one_that_goes_away_takes_nobody_along() {
    let gatherer = held_up();
    let leader = gatherer.send(1, 10).await;
    let (gone, stays) = (gatherer.send(1, 11).await, gatherer.send(1, 12).await);
    leader.abort();
    gone.abort();
    tokio::task::yield_now().await;
    gatherer.let_go(2);
    assert_eq!(stays.await.unwrap().unwrap(), 112);
    // The first was on its way and ended it, the second was not and never began it.
    assert_eq!(gatherer.flights(), [vec![10], vec![12]]);
}

#[tokio::test]
async fn a_refused_one_fails_alone() {
    let gatherer = held_up();
    let mut sent = Vec::new();
    for number in [10, 11, 0, 12] {
        sent.push(gatherer.send(1, number).await);
    }
    gatherer.let_go(5);
    let mut answers = Vec::new();
    for sent in sent {
        answers.push(sent.await.unwrap().map_err(|error| error.to_string()));
    }
    let refused = StoreError::corrupt("a zero").to_string();
    assert_eq!(answers, [Ok(110), Ok(111), Err(refused), Ok(112)]);
    let flights = gatherer.flights();
    assert_eq!(
        flights,
        [vec![10], vec![11, 0, 12], vec![11], vec![0], vec![12]]
    );
}

#[tokio::test]
async fn nothing_is_tried_again_after_a_lost_connection() {
    let gatherer = held_up();
    let mut sent = Vec::new();
    for number in [10, 11, 1, 12] {
        sent.push(gatherer.send(1, number).await);
    }
    gatherer.let_go(2);
    let mut answers = Vec::new();
    for sent in sent {
        answers.push(sent.await.unwrap());
    }
    assert_eq!(*answers[0].as_ref().unwrap(), 110);
    for answer in &answers[1..] {
        assert!(matches!(answer, Err(StoreError::Unavailable(_))));
    }
    assert_eq!(gatherer.flights().len(), 2);
}

#[tokio::test]
async fn a_lane_goes_on_after_a_panic() {
    let gatherer = held_up();
    let (bad, next) = (gatherer.send(1, 2).await, gatherer.send(1, 10).await);
    gatherer.let_go(2);
    assert!(matches!(
        bad.await.unwrap(),
        Err(StoreError::Unavailable(_))
    ));
    assert_eq!(next.await.unwrap().unwrap(), 110);
}

#[test]
fn a_lane_goes_on_after_the_thread_of_its_flight_ended() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap()
    };
    let (ending, staying) = (runtime(), runtime());
    let gatherer = held_up();
    let flying = ending.block_on(gatherer.send(1, 10));
    let waiting = staying.block_on(gatherer.send(1, 11));

    drop(ending);

    gatherer.let_go(1);
    assert_eq!(staying.block_on(waiting).unwrap().unwrap(), 111);
    assert!(flying.is_finished());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everybody_gets_the_own_answer() {
    let gatherer = Gatherer::new(Adding::default(), Some(1_000));
    let calls = (3..503_u32).map(|number| {
        let gatherer = gatherer.clone();
        tokio::spawn(async move {
            (
                number,
                gatherer.ask(number.to_le_bytes()[0] % 3, number).await,
            )
        })
    });
    for call in calls.collect::<Vec<_>>() {
        let (number, answer) = call.await.unwrap();
        assert_eq!(answer.unwrap(), number + 100);
    }
    let flights = gatherer.flights();
    let flown: BTreeSet<u32> = flights.iter().flatten().copied().collect();
    assert_eq!(flown.len(), flights.iter().map(Vec::len).sum::<usize>());
    assert_eq!(flown.len(), 500);
}

#[tokio::test]
async fn without_room_nothing_is_gathered() {
    let gatherer = Gatherer::new(Adding::default(), None);
    let answers = futures::future::join_all((10..20).map(|number| gatherer.ask(1, number))).await;
    let answers: Vec<u32> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers, (110..120).collect::<Vec<_>>());
    assert_eq!(gatherer.flights().len(), 10);
}
