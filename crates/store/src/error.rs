//! What can go wrong in the store, in terms a caller can act on.

use std::io::{self, ErrorKind};

use diesel::ConnectionError;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use thiserror::Error;

use crate::pooler::Pooled;

/// Why a store call failed. Nothing was changed.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The database cannot be reached, is starting or stopping, or its disk or that of the files has no room.
    #[error("the database is not available")]
    Unavailable(#[source] anyhow::Error),
    /// More is asked of the database than it can do, or others hold for long what the call needs.
    #[error("the database is busy")]
    Overloaded,
    /// The database refused to store a value: a bug of ours, or an attack that got past screening.
    #[error("the database refused a value")]
    Refused(#[source] DieselError),
    /// A file could not be written, read or removed.
    #[error("the data folder cannot be used")]
    Files(#[source] anyhow::Error),
    /// Something read from the database makes no sense.
    #[error("the database holds something that makes no sense: {0}")]
    Corrupt(String),
    /// What the call is about was deleted after it was located.
    #[error("{0} was deleted meanwhile")]
    Deleted(Deleted),
    /// The database has a migration that this program can neither carry out nor live with.
    #[error(
        "the database was migrated by a newer Verdict ({migration}), and this one is too old for it: start one that \
         has the migration {needed}"
    )]
    Newer {
        /// The migration's version.
        migration: String,
        /// A migration that every program has that can live with it.
        needed: String,
    },
    /// The address is one of a pooler that gives connections out by the transaction, which does not do here.
    #[error(transparent)]
    Pooled(Pooled),
    /// A migration could not be carried out.
    #[error("migration failed: {0}")]
    Migration(String),
    /// Anything else.
    #[error("the database call failed")]
    Internal(#[source] DieselError),
}

/// What was deleted while a call was about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Deleted {
    /// The project.
    #[error("the project")]
    Project,
    /// The test run.
    #[error("the test run")]
    Run,
}

impl StoreError {
    /// What became of work with a file.
    pub(crate) fn of_file(error: impl Into<anyhow::Error>) -> Self {
        let error = error.into();
        let is_full = error.chain().any(|cause| {
            let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
            matches!(
                kind,
                Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge)
            )
        });
        if is_full {
            Self::Unavailable(error)
        } else {
            Self::Files(error)
        }
    }

    pub(crate) fn corrupt(what: &str) -> Self {
        Self::Corrupt(what.to_owned())
    }

    /// Whoever was to carry the call out ended before it did. What became of the call is not known.
    pub(crate) fn given_up() -> Self {
        Self::Unavailable(anyhow::anyhow!("the call was given up"))
    }

    /// Whether the transaction is known to have come to nothing, so that it may be tried again. After a lost
    /// connection it is not: the commit may have been on its way.
    pub(crate) const fn was_rolled_back(&self) -> bool {
        match self {
            Self::Refused(_) | Self::Corrupt(_) | Self::Deleted(_) | Self::Internal(_) => true,
            Self::Unavailable(_)
            | Self::Overloaded
            | Self::Files(_)
            | Self::Newer { .. }
            | Self::Pooled(_)
            | Self::Migration(_) => false,
        }
    }

    /// Whether the database took the transaction back because it stood in another one's way: it may well succeed
    /// the next time.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        let Self::Internal(DieselError::DatabaseError(kind, info)) = self else {
            return false;
        };
        matches!(kind, DatabaseErrorKind::SerializationFailure)
            || info.message().starts_with("deadlock detected")
    }

    /// The same for a neighbour, where nobody knows what became of a transaction that several calls shared.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Overloaded => Self::Overloaded,
            Self::Unavailable(cause) => Self::Unavailable(anyhow::anyhow!("{cause:#}")),
            Self::Refused(_)
            | Self::Files(_)
            | Self::Corrupt(_)
            | Self::Deleted(_)
            | Self::Newer { .. }
            | Self::Pooled(_)
            | Self::Migration(_)
            | Self::Internal(_) => Self::Unavailable(anyhow::anyhow!("{self}")),
        }
    }
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        match &error {
            DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, _)
            | DieselError::BrokenTransactionManager => Self::Unavailable(error.into()),
            DieselError::DatabaseError(kind, info) => {
                if is_outage(info.message())
                    || matches!(kind, DatabaseErrorKind::UnableToSendCommand)
                {
                    return Self::Unavailable(error.into());
                }
                if is_held_by_others(info.message()) {
                    return Self::Overloaded;
                }
                if is_forgotten(info.message()) {
                    return Self::Pooled(Pooled::Forgets);
                }
                if is_no_text(info.message()) {
                    return Self::Refused(error);
                }
                match kind {
                    DatabaseErrorKind::CheckViolation
                    | DatabaseErrorKind::NotNullViolation
                    | DatabaseErrorKind::UniqueViolation
                    | DatabaseErrorKind::ForeignKeyViolation => Self::Refused(error),
                    _ => Self::Internal(error),
                }
            }
            _ => Self::Internal(error),
        }
    }
}

/// Whether the server's message says that a text holds what none can, such as U+0000, for which Diesel has no
/// kind. What is to be stored is screened before; what is only looked for may not be.
fn is_no_text(message: &str) -> bool {
    message.starts_with("invalid byte sequence for encoding")
}

/// Whether the server's message says that it gave up waiting for a lock, for which Diesel has no kind.
pub(crate) fn is_held_by_others(message: &str) -> bool {
    message.contains("canceling statement due to lock timeout")
}

/// Whether the server's message says that it does not know a statement that was prepared, or another one by its name:
/// names are of a connection, so somebody in between has changed that.
pub(crate) fn is_forgotten(message: &str) -> bool {
    message.starts_with("prepared statement \"")
        && (message.ends_with("\" does not exist") || message.ends_with("\" already exists"))
}

/// What kept a connection from being opened.
pub(crate) fn not_connected(error: ConnectionError) -> StoreError {
    match error {
        ConnectionError::CouldntSetupConfiguration(cause) => cause.into(),
        other => StoreError::Unavailable(other.into()),
    }
}

/// Whether the server's message says that it is going away, cannot be reached, or has no room on its disk, for which
/// Diesel has no kind.
fn is_outage(message: &str) -> bool {
    const OUTAGES: [&str; 11] = [
        "connection closed",
        "terminating connection",
        "the database system is",
        "communicating with the server",
        "broken pipe",
        "connection reset",
        "remaining connection slots",
        "could not extend file",
        "no space left on device",
        "disk quota exceeded",
        "file too large",
    ];
    let message = message.to_lowercase();
    OUTAGES.iter().any(|outage| message.contains(outage))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_of_the_files_is_an_outage_however_deep_it_is_said() {
        let of = |kind: ErrorKind| {
            let error = anyhow::Error::from(io::Error::from(kind));
            StoreError::of_file(error.context("copy").context("put"))
        };
        for full in [
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
        ] {
            assert!(matches!(of(full), StoreError::Unavailable(_)), "{full}");
        }
        assert!(matches!(
            of(ErrorKind::PermissionDenied),
            StoreError::Files(_)
        ));
        let wrapped = object_store::Error::Generic {
            store: "LocalFileSystem",
            source: Box::new(io::Error::from(ErrorKind::StorageFull)),
        };
        assert!(matches!(
            StoreError::from(wrapped),
            StoreError::Unavailable(_)
        ));
    }
}
