//! What was sent and what was answered: the oracle.

use serde_json::Value;

use crate::http::{File, Http, Reply, Request};
use crate::world::World;

/// Everything that one round sent.
#[derive(Debug)]
pub(crate) struct Book {
    /// The number of the round.
    pub(crate) round: usize,
    /// Whether the server was killed meanwhile: only then may a request get no answer.
    pub(crate) was_killed: bool,
    pub(crate) world: World,
    pub(crate) sent: Vec<Sent>,
}

/// A request that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// Who sent it: one after the other, each when the one before was answered.
    pub(crate) writer: usize,
    pub(crate) request: Request,
    pub(crate) wrote: Wrote,
    /// What became of it in the end.
    pub(crate) outcome: Outcome,
    /// How it failed each time it did.
    pub(crate) failures: Vec<Failure>,
    /// How often it was sent: more than once only with an `Idempotency-Key`.
    pub(crate) times: usize,
}

/// What a request says is there now.
#[derive(Clone, Debug)]
pub(crate) enum Wrote {
    /// Results of the run; all that are good, or none.
    Results {
        items: Vec<Item>,
        /// Whether the vendor's rule refuses the whole request.
        refused: bool,
    },
    /// A test of the build, which goes on.
    Start { name: String },
    /// The end of a test.
    Finish { name: String, result: &'static str },
    /// A run of the plan, with a row for each case.
    Execution,
    /// Files of a row.
    Files { row: String, files: Vec<File> },
}

/// One result.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// What tells it from all others.
    pub(crate) mark: String,
    pub(crate) case: String,
    /// The status as Test Management shows it, in lower case.
    pub(crate) status: &'static str,
    /// Whether the case is in the run.
    pub(crate) good: bool,
}

/// What became of a request.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Acknowledged(Value),
    Refused(u16, Value),
    /// It may be there or not, but whole.
    Unknown(Failure),
}

/// How a request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It was told to come back, as is promised while the database cannot be used.
    ComeBack,
    /// It was answered in another way that the server could not carry it out.
    Status(u16),
    /// It was not answered, or only in part.
    Silence,
}

impl Sent {
    /// Sends a request for the first time.
    pub(crate) fn first(writer: usize, http: &Http, request: Request, wrote: Wrote) -> Self {
        let outcome = Outcome::of(http.send(&request));
        Self {
            writer,
            failures: outcome.failure().into_iter().collect(),
            request,
            wrote,
            outcome,
            times: 1,
        }
    }

    /// Sends it once more.
    pub(crate) fn again(&mut self, http: &Http) {
        self.outcome = Outcome::of(http.send(&self.request));
        self.failures.extend(self.outcome.failure());
        self.times += 1;
    }

    pub(crate) const fn is_acknowledged(&self) -> bool {
        matches!(self.outcome, Outcome::Acknowledged(_))
    }

    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self.outcome, Outcome::Unknown(_))
    }

    /// Whether it is to be sent again, and is the same request then.
    pub(crate) const fn can_be_repeated(&self) -> bool {
        self.is_unknown() && self.request.key.is_some()
    }
}

impl Outcome {
    fn of(reply: Reply) -> Self {
        match reply {
            Reply::Answer(200..300, body) => Self::Acknowledged(body),
            Reply::Answer(status @ 500.., _) => Self::Unknown(Failure::Status(status)),
            Reply::Answer(status, body) => Self::Refused(status, body),
            Reply::ComeBack => Self::Unknown(Failure::ComeBack),
            Reply::Nothing => Self::Unknown(Failure::Silence),
        }
    }

    const fn failure(&self) -> Option<Failure> {
        match self {
            Self::Unknown(failure) => Some(*failure),
            Self::Acknowledged(_) | Self::Refused(..) => None,
        }
    }
}
