//! How many requests an account may send, for each dialect; off where the operator sets no limit.
//!
//! A limit of n a minute is a bucket of n tokens that fills up evenly, one each n-th of a minute.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use store::Principal;

use crate::dialects::Dialect;
use crate::failure::Failure;

/// Requests a minute for each dialect; 0 for as many as come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimits {
    /// Of an organization's requests in browserstack's dialect.
    pub browserstack: u32,
    /// Of a user's requests in reporting's.
    pub reporting: u32,
    /// Of a key's requests in testably's.
    pub testably: u32,
    /// Of a key's requests in applitools'.
    pub applitools: u32,
    /// Of a key's requests in qahub's.
    pub qahub: u32,
    /// Of a key's requests in our own.
    pub native: u32,
}

/// Whose requests are counted together. Numbers are counted apart for each dialect, so that a kind needs no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Organization,
    User,
    Key,
}

impl Counted {
    const fn number(self, who: &Principal) -> i32 {
        match self {
            Self::Organization => who.organization(),
            Self::User => who.user.get(),
            Self::Key => who.key,
        }
    }
}

/// What is left after a request that was let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allowance {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
}

/// The buckets of one dialect. One for each account, so their number is bounded by that of the accounts.
struct Limiter<C: Clock = DefaultClock> {
    buckets: RateLimiter<i32, HashMapStateStore<i32>, C, StateInformationMiddleware>,
    clock: C,
}

impl<C: Clock + Clone> Limiter<C> {
    fn new(a_minute: NonZeroU32, clock: C) -> Self {
        let buckets = RateLimiter::hashmap_with_clock(Quota::per_minute(a_minute), clock.clone());
        Self {
            buckets: buckets.with_middleware(),
            clock,
        }
    }

    /// Takes a token, or says in how many seconds, rounded up, there will be one.
    fn take(&self, account: i32) -> Result<Allowance, u32> {
        match self.buckets.check_key(&account) {
            Ok(state) => Ok(Allowance {
                limit: state.quota().burst_size().get(),
                remaining: state.remaining_burst_capacity(),
            }),
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                let begun = u64::from(wait.subsec_nanos() > 0);
                Err(u32::try_from(wait.as_secs() + begun).unwrap_or(u32::MAX))
            }
        }
    }
}

/// The limiters of all dialects. Cheap to clone; all clones count together.
#[derive(Clone)]
pub(crate) struct Limiters(Arc<[(Dialect, Limiter)]>);

impl Limiters {
    pub(crate) fn new(limits: RateLimits) -> Self {
        let limited = Dialect::ALL.into_iter().filter_map(|dialect| {
            let a_minute = NonZeroU32::new(dialect.rate_limit(&limits))?;
            Some((dialect, Limiter::new(a_minute, DefaultClock::default())))
        });
        Self(limited.collect())
    }

    /// Counts a request; `None` where nothing is limited.
    pub(crate) fn count(
        &self,
        dialect: Dialect,
        who: &Principal,
    ) -> Result<Option<Allowance>, Failure> {
        let limiter = self.0.iter().find(|(limited, _)| *limited == dialect);
        limiter
            .map(|(_, limiter)| limiter.take(dialect.counted().number(who)))
            .transpose()
            .map_err(Failure::TooManyRequests)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limiter(a_minute: u32) -> (Limiter<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let limiter = Limiter::new(NonZeroU32::new(a_minute).unwrap(), clock.clone());
        (limiter, clock)
    }

    #[test]
    fn a_bucket_empties_and_fills_up_evenly() {
        let (limiter, clock) = limiter(3);
        let remaining = || limiter.take(1).map(|left| (left.limit, left.remaining));
        let first: Vec<_> = (0..4).map(|_| remaining()).collect();
        assert_eq!(first, [Ok((3, 2)), Ok((3, 1)), Ok((3, 0)), Err(20)]);
        clock.advance(Duration::from_millis(19_500));
        assert_eq!(remaining(), Err(1), "half a second is told as one");
        clock.advance(Duration::from_millis(500));
        assert_eq!((remaining(), remaining()), (Ok((3, 0)), Err(20)));
        clock.advance(Duration::from_mins(10));
        assert_eq!(remaining(), Ok((3, 2)), "it holds no more than it can");
    }

    #[test]
    fn accounts_are_counted_apart() {
        let (limiter, _clock) = limiter(1);
        assert!(limiter.take(1).is_ok());
        assert!(limiter.take(1).is_err());
        assert!(limiter.take(2).is_ok());
    }
}
