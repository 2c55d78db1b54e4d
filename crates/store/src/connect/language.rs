//! In which language the database says what went wrong.
//!
//! Its errors have a code each, but Diesel passes on only what it has a kind for: that a disk is full, that a lock was
//! waited for too long or that two transactions stood in each other's way is told by the message (`error.rs`), which
//! must be in English for that.

use diesel::sql_types::Text;
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::error::StoreError;
use crate::statement::statement;

statement! {
    /// Postgres lets only a superuser choose, and says so in its log when somebody else tries. Where it speaks English
    /// already nothing is set: behind a pooler somebody else has the connection next.
    AskForEnglish {}
    "select set_config('lc_messages', 'C', false)
     where current_setting('is_superuser') = 'on' and current_setting('lc_messages') !~ '^(C$|C[.]|en_)'"
}

statement! {
    /// What Postgres says of an error. One that is caught stands in no log.
    Speak {}
    "do $$ begin
         perform 1 / 0;
     exception when division_by_zero then
         perform set_config('verdict.said', sqlerrm, true);
     end $$"
}

statement! {
    Said {}
    "select current_setting('verdict.said') as said"
}

#[derive(diesel::QueryableByName)]
struct SaidRow {
    #[diesel(sql_type = Text)]
    said: String,
}

/// Has the messages of a connection in English, where that is ours to say.
pub(super) async fn ask_for_english(connection: &mut AsyncPgConnection) -> ConnectionResult<()> {
    let asked = AskForEnglish {}.execute(connection).await;
    asked
        .map(drop)
        .map_err(ConnectionError::CouldntSetupConfiguration)
}

/// Says in the log what does not work where the messages are in another language.
pub(crate) async fn warn_of_another(connection: &mut AsyncPgConnection) -> Result<(), StoreError> {
    let rows: Vec<SaidRow> = connection
        .transaction(async |connection| {
            Speak {}.execute(connection).await?;
            Ok::<_, StoreError>(Said {}.load(connection).await?)
        })
        .await?;
    for SaidRow { said } in rows {
        if said != "division by zero" {
            tracing::warn!(
                said,
                "the database speaks another language than English, so that a full disk and a lock that is held for \
                 long read as internal errors: set lc_messages to 'C' for Verdict's role"
            );
        }
    }
    Ok(())
}
