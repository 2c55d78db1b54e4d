//! Bounds what is kept of one access key.
//!
//! To know how much that is, all of it has to be looked at. So it is looked at when enough has come: a key may have an
//! eighth more than it should for a while, and as much again for each server, and for each time that one started.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::sql_types::{BigInt, Integer};
use diesel_async::RunQueryDsl;

use crate::error::StoreError;
use crate::pool::Store;
use crate::statement::statement;

/// What an answer takes besides its body: the row, its index and its headers, at most.
const AROUND: u64 = 1024;

statement! {
    /// By the primary key, all answers of one access key. Passes over those that somebody else is about to remove.
    TrimAnswers { access_key: Integer = i32, bytes: BigInt = i64, around: BigInt = i64 }
    "delete from kept_answers where ctid = any(array(
         select k.ctid from kept_answers k
         join (
             select request, octet_length(body) + $3 as size,
                 sum(octet_length(body) + $3) over (order by expires_at desc, request) as bytes
             from kept_answers where access_key = $1
         ) newest_first using (request)
         where k.access_key = $1 and newest_first.bytes - newest_first.size >= $2
         for update of k skip locked
     ))"
}

/// How much came of each access key since its answers were last looked at. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept(Arc<Mutex<HashMap<i32, u64>>>);

impl Kept {
    /// Whether it is time to look.
    pub(super) fn grows(&self, access_key: i32, by: u64, most: u64) -> bool {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let since = kept.entry(access_key).or_default();
        *since = since.saturating_add(by);
        let is_time = *since >= most / 8;
        if is_time {
            kept.remove(&access_key);
        }
        is_time
    }
}

/// What an answer with a body of so many bytes takes.
pub(super) fn size(body: usize) -> u64 {
    u64::try_from(body)
        .unwrap_or(u64::MAX)
        .saturating_add(AROUND)
}

impl Store {
    /// Removes the oldest answers of a key that has more than so many bytes of them. No request waits for it: what goes
    /// wrong here goes wrong for nobody.
    pub(super) async fn trim(self, access_key: i32, bytes: u64) {
        let statement = TrimAnswers {
            access_key,
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            around: i64::try_from(AROUND).unwrap_or(i64::MAX),
        };
        let removed = async {
            let mut connection = self.connection().await?;
            Ok::<_, StoreError>(statement.execute(&mut connection).await?)
        };
        match removed.await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(access_key, removed, "answers are kept no longer"),
            Err(error) => tracing::warn!(%error, "too many answers are kept"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_access_key_is_looked_at_when_an_eighth_has_come() {
        let kept = Kept::default();
        let grow = |access_key| kept.grows(access_key, 400, 8_000);
        assert_eq!([grow(1), grow(1), grow(2)], [false, false, false]);
        assert_eq!([grow(1), grow(1), grow(2)], [true, false, false]);
        assert!(kept.grows(3, 1, 0), "nothing but the newest is to be kept");
    }
}
