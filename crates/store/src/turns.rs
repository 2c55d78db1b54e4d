//! Who carries a named request out, and who waits for it, within this process.
//!
//! The database has a lock on the name for all processes. Those that wait for it there keep a connection busy, and
//! go on waiting when their client has gone: so only one of a process waits in the database, the others here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};
use tokio::time::timeout;

use crate::error::StoreError;

/// The names in use. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<i64, Weak<Turn<()>>>>>);

impl Turns {
    /// Waits until nobody else has the name, for at most `patience`.
    pub(crate) async fn take(
        &self,
        name: i64,
        patience: Duration,
    ) -> Result<OwnedMutexGuard<()>, StoreError> {
        let turn = timeout(patience, self.of(name).lock_owned()).await;
        turn.map_err(|_| StoreError::Overloaded)
    }

    fn of(&self, name: i64) -> Arc<Turn<()>> {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = names.get(&name).and_then(Weak::upgrade) {
            return turn;
        }
        names.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::new(Turn::new(()));
        names.insert(name, Arc::downgrade(&turn));
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_is_had_by_one_and_others_by_others() {
        let turns = Turns::default();
        let had = turns.take(1, Duration::ZERO).await.unwrap();
        assert!(turns.take(1, Duration::ZERO).await.is_err());
        assert!(turns.take(2, Duration::ZERO).await.is_ok());
        drop(had);
        assert!(turns.take(1, Duration::ZERO).await.is_ok());
    }

    #[tokio::test]
    async fn names_that_nobody_has_are_forgotten() {
        let turns = Turns::default();
        for name in 0..100 {
            turns.take(name, Duration::ZERO).await.unwrap();
        }
        assert_eq!(turns.0.lock().unwrap().len(), 1);
    }
}
