//! How long a test took: seconds in documents, milliseconds at the deployed endpoint and in the store.

use std::time::Duration;

use super::super::wire::MOST_SECONDS;
use crate::failure::Failure;
use crate::integer::Integer;

/// Whole seconds of a document's body, as milliseconds.
pub(super) fn whole_seconds(at: &str, Integer(seconds): Integer) -> Result<i32, Failure> {
    let seconds = u64::try_from(seconds).map_err(|_| out_of_bounds(at))?;
    rounded(at, Duration::from_secs(seconds))
}

/// Seconds that were sent as a number of any kind; documents say that they are whole.
pub(super) fn seconds(at: &str, seconds: f64) -> Result<i32, Failure> {
    if seconds.fract() != 0.0 {
        return Err(Failure::Invalid(format!(
            "{at}elapsed must be whole seconds"
        )));
    }
    rounded(at, length(at, seconds)?)
}

/// Milliseconds; clocks in browsers have fractions of them, which are rounded.
pub(super) fn milliseconds(at: &str, milliseconds: f64) -> Result<i32, Failure> {
    rounded(at, length(at, milliseconds / 1000.0)?)
}

/// A length of time in milliseconds, rounded.
pub(super) fn rounded(at: &str, length: Duration) -> Result<i32, Failure> {
    if length > Duration::from_secs(MOST_SECONDS.into()) {
        return Err(out_of_bounds(at));
    }
    i32::try_from((length.as_micros() + 500) / 1000).map_err(|_| out_of_bounds(at))
}

fn length(at: &str, seconds: f64) -> Result<Duration, Failure> {
    Duration::try_from_secs_f64(seconds).map_err(|_| out_of_bounds(at))
}

fn out_of_bounds(at: &str) -> Failure {
    Failure::Invalid(format!("{at}elapsed must be 0 to {MOST_SECONDS} seconds"))
}

/// Milliseconds of the store, as whole seconds.
pub(super) fn shown(milliseconds: i32) -> i32 {
    milliseconds / 1000 + i32::from(milliseconds % 1000 >= 500)
}
