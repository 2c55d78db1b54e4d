//! Writes that are carried out once, however often their client sends them.
//!
//! A request that says which one it is gets one connection and one transaction for all that it does. First it locks
//! its name, so that whoever sends it meanwhile waits; then it looks for the answer of the time before. What it does
//! and what it is answered are committed together: after a crash there are both, or neither.
//!
//! The lock is an advisory one on a number made of the name, not a row that says "in progress": a row would have to
//! be written twice, and could be there without an answer. Two names with one number only wait for each other.
//! Within a process they take turns before they ask the database (`turns.rs`).

mod trim;

use std::sync::Arc;
use std::time::Duration;

use diesel::sql_types::{Array, BigInt, Binary, Integer, SmallInt, Text};
use diesel_async::RunQueryDsl;
use sha2::{Digest, Sha256};
use tokio::time::{Instant, timeout_at};

pub(crate) use self::trim::Kept;
use crate::account::Principal;
use crate::error::StoreError;
use crate::held::Held;
use crate::pool::Store;
use crate::statement::statement;
use crate::turns::Turn;

/// Beyond it lie times that the database does not know.
const LONGEST: Duration = Duration::from_hours(100 * 366 * 24);

statement! {
    /// All end with the transaction. Whoever has waited long for the name waits for other locks as anybody.
    LockName { wait: Text = String, lock: BigInt = i64, then: Text = String }
    "select set_config('lock_timeout', $1, true), pg_advisory_xact_lock($2), set_config('lock_timeout', $3, true)"
}

statement! {
    /// By primary key. A statement of its own: it sees what was committed while the lock was waited for.
    FindAnswer { access_key: Integer = i32, request: Binary = Vec<u8> }
    "select sent, status, header_names, header_values, body from kept_answers
     where access_key = $1 and request = $2 and expires_at > clock_timestamp()"
}

statement! {
    /// In place of one that has expired and is not removed yet.
    KeepAnswer {
        access_key: Integer = i32,
        request: Binary = Vec<u8>,
        sent: Binary = Vec<u8>,
        status: SmallInt = i16,
        header_names: Array<Text> = Vec<String>,
        header_values: Array<Text> = Vec<String>,
        body: Binary = Vec<u8>,
        seconds: BigInt = i64,
    }
    "insert into kept_answers (access_key, request, sent, status, header_names, header_values, body, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + make_interval(secs => $8))
     on conflict (access_key, request) do update set
         sent = excluded.sent, status = excluded.status, header_names = excluded.header_names,
         header_values = excluded.header_values, body = excluded.body, expires_at = excluded.expires_at"
}

#[derive(diesel::QueryableByName)]
struct AnswerRow {
    #[diesel(sql_type = Binary)]
    sent: Vec<u8>,
    #[diesel(sql_type = SmallInt)]
    status: i16,
    #[diesel(sql_type = Array<Text>)]
    header_names: Vec<String>,
    #[diesel(sql_type = Array<Text>)]
    header_values: Vec<String>,
    #[diesel(sql_type = Binary)]
    body: Vec<u8>,
}

/// Which request it is, among those of one access key.
#[derive(Clone, Copy, Debug)]
pub struct RequestName<'a> {
    /// What it does.
    pub method: &'a str,
    /// What it does it to.
    pub path: &'a str,
    /// What its client calls it.
    pub key: &'a str,
}

/// What a request was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The digest of what the request said besides its name.
    pub sent: [u8; 32],
    /// From 200 to 299: what was refused is not kept.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// How long answers are kept, and how much of them.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    /// How long.
    pub time: Duration,
    /// How many bytes of one access key; beyond it the oldest go first. The newest always stays.
    pub bytes: u64,
}

/// What a name stands for.
#[derive(Debug)]
pub enum Named {
    /// A request that was carried out before, and what it was answered.
    Before(KeptAnswer),
    /// One that was not.
    New(Once),
}

/// A request that is carried out. Dropped, it takes back all that it did.
#[derive(Debug)]
pub struct Once {
    /// Its calls share one transaction.
    store: Store,
    held: Arc<Held>,
    access_key: i32,
    request: [u8; 32],
}

impl Store {
    /// Begins a request. While the same one is carried out elsewhere, here or in another process, and while no connection
    /// may be held, it waits for at most `patience` in all; and so again for each lock that it needs then.
    pub async fn once(
        &self,
        who: &Principal,
        name: RequestName<'_>,
        patience: Duration,
    ) -> Result<Named, StoreError> {
        let request = digest(name);
        let lock = lock(who.key, request);
        let until = Instant::now() + patience;
        let turns = vec![
            Turn::Request(lock),
            Turn::Held(who.organization),
            Turn::Organization(who.organization),
        ];
        let turns = self.connections.turns.take_all(turns, until).await?;
        let held = timeout_at(until, self.hold(turns)).await;
        let (store, held) = held.map_err(|_| StoreError::Overloaded)??;
        let once = Once {
            store,
            held,
            access_key: who.key,
            request,
        };
        once.lock(lock, until, patience).await?;
        match once.find().await? {
            Some(answer) => {
                once.give_up().await?;
                Ok(Named::Before(answer))
            }
            None => Ok(Named::New(once)),
        }
    }
}

impl Once {
    /// What the request is carried out with.
    #[must_use]
    pub fn store(&self) -> Store {
        self.store.clone()
    }

    /// Commits what was done and what is answered, which is kept.
    pub async fn keep(self, answer: &KeptAnswer, keep: Keep) -> Result<(), StoreError> {
        let Keep { time, bytes } = keep;
        let KeptAnswer {
            sent,
            status,
            headers,
            body,
        } = answer;
        let (header_names, header_values) = headers.iter().cloned().unzip();
        let statement = KeepAnswer {
            access_key: self.access_key,
            request: self.request.to_vec(),
            sent: sent.to_vec(),
            status: i16::try_from(*status)
                .map_err(|_| StoreError::corrupt("a status that is none"))?,
            header_names,
            header_values,
            body: body.clone(),
            seconds: i64::try_from(time.min(LONGEST).as_secs()).unwrap_or(0),
        };
        statement
            .execute(&mut self.store.connection().await?)
            .await?;
        self.held.commit().await?;
        if self.held.has_deleted() {
            self.store.deletions.notify_one();
        }
        let grown = trim::size(body.len());
        if self.store.kept.grows(self.access_key, grown, bytes) {
            // All answers of the key are looked at for it, and the client waits for its own.
            tokio::spawn(self.store.released().trim(self.access_key, bytes));
        }
        Ok(())
    }

    /// Takes back all that was done.
    pub async fn give_up(self) -> Result<(), StoreError> {
        self.held.roll_back().await
    }

    async fn lock(&self, lock: i64, until: Instant, then: Duration) -> Result<(), StoreError> {
        // None at all would be no bound.
        let wait = until
            .duration_since(Instant::now())
            .max(Duration::from_millis(1));
        let statement = LockName {
            wait: format!("{}ms", wait.as_millis()),
            lock,
            then: format!("{}ms", then.as_millis()),
        };
        statement
            .execute(&mut self.store.connection().await?)
            .await?;
        Ok(())
    }

    async fn find(&self) -> Result<Option<KeptAnswer>, StoreError> {
        let statement = FindAnswer {
            access_key: self.access_key,
            request: self.request.to_vec(),
        };
        let mut connection = self.store.connection().await?;
        let rows: Vec<AnswerRow> = statement.load(&mut connection).await?;
        rows.into_iter()
            .next()
            .map(AnswerRow::into_answer)
            .transpose()
    }
}

impl AnswerRow {
    fn into_answer(self) -> Result<KeptAnswer, StoreError> {
        let Self {
            sent,
            status,
            header_names,
            header_values,
            body,
        } = self;
        Ok(KeptAnswer {
            sent: sent
                .try_into()
                .map_err(|_| StoreError::corrupt("kept_answers.sent is no digest"))?,
            status: u16::try_from(status)
                .map_err(|_| StoreError::corrupt("kept_answers.status below 0"))?,
            headers: header_names.into_iter().zip(header_values).collect(),
            body,
        })
    }
}

/// The number that stands for a name.
fn lock(access_key: i32, request: [u8; 32]) -> i64 {
    let mut name = Sha256::new_with_prefix(access_key.to_be_bytes());
    name.update(request);
    let digest = <[u8; 32]>::from(name.finalize());
    i64::from_be_bytes(digest.first_chunk().copied().unwrap_or_default())
}

/// No part but the last can hold the byte between them.
fn digest(name: RequestName<'_>) -> [u8; 32] {
    let RequestName { method, path, key } = name;
    Sha256::digest([method, path, key].join("\0")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_a_name_tells() {
        let of = |method, path, key| digest(RequestName { method, path, key });
        let name = of("POST", "/a/b", "1");
        assert_eq!(of("POST", "/a/b", "1"), name);
        for other in [
            of("PUT", "/a/b", "1"),
            of("POST", "/a", "/b1"),
            of("POST", "/a/b", "2"),
            of("POST", "/a/b1", ""),
        ] {
            assert_ne!(other, name);
        }
    }
}
