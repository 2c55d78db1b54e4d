//! Commands for accounts. What stands behind a flag is read later, so that a mistake is told in one line.

use clap::{Args, Subcommand};

/// What to do with organizations.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Org {
    /// Create an organization.
    Create {
        /// Its name, unique on this server.
        name: String,
    },
    /// List all organizations.
    List,
}

/// What to do with users.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum User {
    /// Create a user. It can do nothing before it has a key.
    Create {
        /// The user's name, as in `username:key`.
        username: String,
        /// The organization's name.
        #[arg(long, value_name = "NAME")]
        org: String,
        /// The user's address, shown where a vendor shows who did something.
        #[arg(long, value_name = "ADDRESS")]
        email: String,
    },
    /// List users with their addresses.
    List {
        /// Only those of this organization.
        #[arg(long, value_name = "NAME")]
        org: Option<String>,
    },
}

/// What to do with access keys.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Key {
    /// Make an access key. It is printed on standard output, this once.
    Create(NewKey),
    /// List keys: whose they are and what they may do, not the keys.
    List {
        /// Only those of this organization.
        #[arg(long, value_name = "NAME")]
        org: Option<String>,
    },
    /// Revoke a key. It opens nothing from that moment on.
    Revoke {
        /// The key's number, as `verdict key list` shows it.
        id: String,
    },
}

/// An access key to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct NewKey {
    /// The organization's name.
    #[arg(long, value_name = "NAME")]
    pub org: String,
    /// The name of the user it is for.
    #[arg(long, value_name = "USERNAME")]
    pub user: String,
    /// What it may do: read, write, execute or admin. None implies another; repeat the flag or part them by commas.
    #[arg(
        long = "scope",
        value_name = "SCOPE",
        required = true,
        value_delimiter = ','
    )]
    pub scopes: Vec<String>,
    /// The one project that it sees, such as PR-3.
    #[arg(long, value_name = "PROJECT")]
    pub project: Option<String>,
    /// When it ends: a day, whose beginning in UTC is meant, or a time such as 2027-01-31T18:00:00Z.
    #[arg(long, value_name = "WHEN")]
    pub expires: Option<String>,
}
