//! Carries out together what arrives together, so that many small requests share one transaction.
//!
//! A request that finds its lane idle starts a *flight* at once; those that come while it is under way wait, and
//! the next flight takes all of them. There is no timer, so an idle lane adds no delay; the busier a lane, the more a
//! flight carries. What waits is bounded: one request too many is told to come back.

mod lanes;
#[cfg(test)]
mod tests;

use std::hash::Hash;
use std::slice;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::oneshot;

use self::lanes::Lanes;
use crate::error::StoreError;

/// What is gathered, and how it is carried out.
pub(crate) trait Work: Send + Sync + 'static {
    /// Requests of one lane are carried out together; those of two lanes never are.
    type Lane: Copy + Eq + Hash + Send + Sync;
    /// A request.
    type Ask: Send + Sync;
    /// What comes of it.
    type Answer: Send;

    /// The most that a flight carries, in sizes of requests. A larger request flies alone.
    const MOST: usize;

    /// How much of a flight a request takes up.
    fn size(ask: &Self::Ask) -> usize;

    /// Carries requests out, all or none; one answer for each, in order.
    fn carry_out(
        &self,
        lane: Self::Lane,
        asked: &[Self::Ask],
    ) -> impl Future<Output = Result<Vec<Self::Answer>, StoreError>> + Send;
}

/// Gathers requests. Cheap to clone; all clones gather together.
pub(crate) struct Gatherer<W: Work>(Arc<Shared<W>>);

struct Shared<W: Work> {
    work: W,
    room: Option<usize>,
    lanes: Mutex<Lanes<W::Lane, Waiting<W>>>,
}

/// A request that waits for its flight.
struct Waiting<W: Work> {
    ask: W::Ask,
    tell: oneshot::Sender<Result<W::Answer, StoreError>>,
    /// Where its flight may be carried out: there somebody waits for it.
    runtime: Handle,
}

impl<W: Work> Clone for Gatherer<W> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<W: Work> Gatherer<W> {
    /// `room` is how many requests may wait, in all lanes together; without it nothing is gathered.
    pub(crate) fn new(work: W, room: Option<usize>) -> Self {
        Self(Arc::new(Shared {
            work,
            room,
            lanes: Mutex::new(Lanes::default()),
        }))
    }

    /// Has a request carried out, together with others of its lane. A caller that goes away does not take its
    /// neighbours along: the flight is a task of its own.
    pub(crate) async fn ask(&self, lane: W::Lane, ask: W::Ask) -> Result<W::Answer, StoreError> {
        let Some(room) = self.0.room else {
            return self.alone(lane, ask).await;
        };
        let (tell, told) = oneshot::channel();
        let waiting = Waiting {
            ask,
            tell,
            runtime: Handle::current(),
        };
        let was_idle = self.0.lanes().join(lane, waiting, room);
        if was_idle.map_err(|_| StoreError::Overloaded)? {
            launch(&self.0, lane);
        }
        told.await.unwrap_or_else(|_| Err(StoreError::given_up()))
    }

    /// Has a request carried out by itself, beside what is gathered.
    pub(crate) async fn alone(&self, lane: W::Lane, ask: W::Ask) -> Result<W::Answer, StoreError> {
        alone(&self.0.work, lane, &ask).await
    }
}

impl<W: Work> Shared<W> {
    fn lanes(&self) -> MutexGuard<'_, Lanes<W::Lane, Waiting<W>>> {
        // Whoever panicked with it left whole requests: there is no state between two of them.
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts the next flight of a lane, where the first of those it carries waits. A server that stops ends its
/// threads one by one: so no flight is on a thread that nobody needs any more.
fn launch<W: Work>(shared: &Arc<Shared<W>>, lane: W::Lane) {
    let size = |waiting: &Waiting<W>| W::size(&waiting.ask);
    let given_up = |waiting: &Waiting<W>| waiting.tell.is_closed();
    let members = shared.lanes().next(lane, W::MOST, size, given_up);
    let Some(runtime) = members.first().map(|first| first.runtime.clone()) else {
        return;
    };
    let flight = Flight {
        shared: Arc::clone(shared),
        lane,
        members,
    };
    runtime.spawn(flight.fly());
}

/// Some requests on their way. However it ends, what gathered meanwhile flies next.
struct Flight<W: Work> {
    shared: Arc<Shared<W>>,
    lane: W::Lane,
    members: Vec<Waiting<W>>,
}

impl<W: Work> Drop for Flight<W> {
    fn drop(&mut self) {
        launch(&self.shared, self.lane);
    }
}

impl<W: Work> Flight<W> {
    async fn fly(mut self) {
        let members = std::mem::take(&mut self.members).into_iter();
        let (asked, tells): (Vec<_>, Vec<_>) = members.map(|it| (it.ask, it.tell)).unzip();
        let work = &self.shared.work;
        let answers = match work.carry_out(self.lane, &asked).await {
            Ok(answers) => answers.into_iter().map(Ok).collect(),
            Err(error) if asked.len() == 1 => vec![Err(error)],
            // One of them may be at fault. All was rolled back, so each may try for itself.
            Err(error) if error.was_rolled_back() => {
                let mut answers = Vec::with_capacity(asked.len());
                for ask in &asked {
                    answers.push(alone(work, self.lane, ask).await);
                }
                answers
            }
            // Whether anything was committed is not known: to try again could do it twice.
            Err(error) => asked.iter().map(|_| Err(error.again())).collect(),
        };
        for (tell, answer) in tells.into_iter().zip(answers) {
            // Who went away meanwhile does not want to know.
            drop(tell.send(answer));
        }
    }
}

/// Carries out one request by itself.
async fn alone<W: Work>(work: &W, lane: W::Lane, ask: &W::Ask) -> Result<W::Answer, StoreError> {
    let answers = work.carry_out(lane, slice::from_ref(ask)).await?;
    let answer = answers.into_iter().next();
    answer.ok_or_else(|| StoreError::corrupt("a request came to nothing"))
}
