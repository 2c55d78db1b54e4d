//! Organizations, users and access keys.

mod authenticate;
mod bootstrap;
mod key;
mod organization;
mod secret;
mod user;

use diesel::sql_types::Integer;
use domain::number::UserNumber;

pub(crate) use authenticate::Keys;
pub use bootstrap::{Bootstrap, FirstAccount};
pub use key::{Key, KeyRefusal, MadeKey, NewKey};
pub use organization::OrganizationEntry;
pub use secret::key_digest;
pub use user::{NewUser, User, UserRefusal};

/// What an access key may do; none implies another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Read anything.
    Read,
    /// Create and change anything but accounts.
    Write,
    /// Start a plan or test.
    Execute,
    /// Change accounts.
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Execute, Self::Admin];

    /// Its name, as operators write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Execute => "execute",
            Self::Admin => "admin",
        }
    }

    /// What `access_keys.scopes` holds for these.
    fn bits(scopes: impl IntoIterator<Item = Self>) -> i16 {
        let bits = scopes.into_iter().map(Self::bit);
        bits.fold(0, |all, bit| all | bit)
    }

    /// The scopes that `access_keys.scopes` holds.
    fn held(bits: i16) -> Vec<Self> {
        let held = Self::ALL.into_iter();
        held.filter(|scope| bits & scope.bit() != 0).collect()
    }

    const fn bit(self) -> i16 {
        match self {
            Self::Read => 1,
            Self::Write => 2,
            Self::Execute => 4,
            Self::Admin => 8,
        }
    }
}

/// Who a key belongs to and what it may do. Only [`crate::Store::authenticate`] makes one.
#[derive(Clone, Debug)]
pub struct Principal {
    /// The key's number; the key itself is known to nobody here.
    pub key: i32,
    pub(crate) organization: i32,
    pub(crate) project: Option<i32>,
    /// The user.
    pub user: UserNumber,
    /// The user's name, as in `username:key`.
    pub username: String,
    /// The user's address, shown where a vendor shows who did something.
    pub email: String,
    scopes: i16,
}

impl Principal {
    /// Whether the key has the scope.
    #[must_use]
    pub const fn may(&self, scope: Scope) -> bool {
        self.scopes & scope.bit() != 0
    }

    /// The organization's internal number. It tells how many there are, so that no client is shown it.
    #[must_use]
    pub const fn organization(&self) -> i32 {
        self.organization
    }

    /// Whether the key sees only one project; it may not change what belongs to the organization.
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        self.project.is_some()
    }
}

#[derive(diesel::QueryableByName)]
pub(crate) struct NumberRow {
    #[diesel(sql_type = Integer)]
    pub(crate) number: i32,
}
