//! `auth.*`.

use super::key::section;
use super::kinds::Username;
use super::secret::Secret;

section! {
    /// The first account.
    pub struct Auth {
        /// The first user's name. Empty: made up at the first start. With `auth.bootstrap_key` set too, every
        /// start makes sure that this user exists with all scopes and that the key opens it.
        "auth.bootstrap_username" => bootstrap_username: Option<Username> = Text(""),
        /// The first user's access key, of 16 characters or more. Empty: made up at the first start and shown once.
        "auth.bootstrap_key" => bootstrap_key: Option<Secret> = Text(""),
    }
}
