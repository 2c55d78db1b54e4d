//! Counts results that were refused by themselves, for the receipts of sealed runs.

use std::collections::BTreeMap;

use diesel::sql_types::{Array, Integer};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::submission::Answer;

use super::Sent;
use crate::error::StoreError;
use crate::statement::statement;

statement! {
    /// By primary key. The runs are locked; one that is not sealed or not there counts nothing.
    CountRefused {
        projects: Array<Integer> = Vec<i32>,
        runs: Array<Integer> = Vec<i32>,
        refused: Array<Integer> = Vec<i32>,
    }
    "update runs r set refused = r.refused + least(c.refused, 2147483647 - r.refused)
     from unnest($1::integer[], $2::integer[], $3::integer[]) as c (project_id, number, refused)
     where r.project_id = c.project_id and r.number = c.number and r.deleted_at is null
         and r.seal_expected is not null"
}

/// A submission that is refused as a whole changes nothing, and is not counted either.
pub(super) async fn count(
    connection: &mut AsyncPgConnection,
    sent: &[Sent],
    answers: &[Answer],
) -> Result<(), StoreError> {
    let mut refused: BTreeMap<(i32, i32), i32> = BTreeMap::new();
    for (sent, answer) in sent.iter().zip(answers) {
        let number = match answer {
            Answer::Recorded(items) => items.iter().filter(|item| item.is_err()).count(),
            Answer::Refused {
                reason: _,
                items: _,
            } => 0,
        };
        if number > 0 {
            let count = refused
                .entry((sent.project_id, sent.run.get()))
                .or_default();
            *count = count.saturating_add(i32::try_from(number).unwrap_or(i32::MAX));
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    let ((projects, runs), refused) = refused.into_iter().unzip();
    let statement = CountRefused {
        projects,
        runs,
        refused,
    };
    statement.execute(connection).await?;
    Ok(())
}
