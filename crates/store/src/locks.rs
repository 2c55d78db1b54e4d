//! Locks that concern the whole database, and hold until the end of a transaction.

use diesel::sql_types::{BigInt, Bool};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::error::StoreError;
use crate::statement::statement;

/// What is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// The schema: alone to change it, together with others to read all of it.
    Schema,
    /// The files that attachments name: alone to copy them, together with others to remove some.
    Files,
    /// What was deleted: alone to remove it, whatever number of servers there are.
    Purge,
    /// The first account: two servers that start at once look for one, one after the other.
    FirstAccount,
}

statement! {
    TryAlone { lock: BigInt = i64 }
    "select pg_try_advisory_xact_lock($1) as is_held"
}

statement! {
    TryTogether { lock: BigInt = i64 }
    "select pg_try_advisory_xact_lock_shared($1) as is_held"
}

statement! {
    Alone { lock: BigInt = i64 }
    "select pg_advisory_xact_lock($1) is not null as is_held"
}

statement! {
    Together { lock: BigInt = i64 }
    "select pg_advisory_xact_lock_shared($1) is not null as is_held"
}

#[derive(diesel::QueryableByName)]
struct HeldRow {
    #[diesel(sql_type = Bool)]
    is_held: bool,
}

impl Lock {
    /// Any fixed one.
    const fn number(self) -> i64 {
        match self {
            Self::Schema => 7_310_468_811,
            Self::Files => 7_310_468_812,
            Self::Purge => 7_310_468_813,
            Self::FirstAccount => 7_310_468_814,
        }
    }

    /// Waits until nobody else has it.
    pub(crate) async fn alone_here(
        self,
        connection: &mut AsyncPgConnection,
    ) -> Result<(), StoreError> {
        let lock = self.number();
        if !is_held(TryAlone { lock }.load(connection).await?) {
            self.say_waiting();
            let _: Vec<HeldRow> = Alone { lock }.load(connection).await?;
        }
        Ok(())
    }

    /// Waits until nobody has it alone.
    pub(crate) async fn together_here(
        self,
        connection: &mut AsyncPgConnection,
    ) -> Result<(), StoreError> {
        let lock = self.number();
        if !is_held(TryTogether { lock }.load(connection).await?) {
            self.say_waiting();
            let _: Vec<HeldRow> = Together { lock }.load(connection).await?;
        }
        Ok(())
    }

    /// Until the end of the transaction, if nobody has it alone or waits for that.
    pub(crate) async fn try_together_here(
        self,
        connection: &mut AsyncPgConnection,
    ) -> Result<bool, StoreError> {
        let lock = self.number();
        Ok(is_held(TryTogether { lock }.load(connection).await?))
    }

    fn say_waiting(self) {
        match self {
            Self::Schema => tracing::info!("waiting for a migration, a backup or a restore"),
            Self::Files => tracing::info!("waiting for another backup"),
            // Others have them for a moment.
            Self::Purge | Self::FirstAccount => {}
        }
    }
}

fn is_held(rows: Vec<HeldRow>) -> bool {
    rows.into_iter().any(|row| row.is_held)
}
