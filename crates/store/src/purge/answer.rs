//! Purges answers that were kept for requests that were sent again, once nobody is promised them any more.

use diesel::result::QueryResult;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::statement::statement;

statement! {
    /// By `kept_answers_expires`. Passes over one that is just being replaced.
    PurgeAnswers { most: BigInt = i64 }
    "delete from kept_answers where ctid = any(array(
         select ctid from kept_answers where expires_at <= now() order by expires_at limit $1
         for update skip locked
     ))"
}

pub(super) async fn purge(connection: &mut AsyncPgConnection, most: i64) -> QueryResult<usize> {
    PurgeAnswers { most }.execute(connection).await
}
