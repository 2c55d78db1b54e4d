//! From a key to who may do what.

use store::{Principal, Scope};

use crate::app::App;
use crate::credential::Credential;
use crate::failure::Failure;

/// What a route asks of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// The key needs this scope.
    Scope(Scope),
    /// Any good key; the handler decides what it may see.
    AnyKey,
}

/// Who sent the request, if they may use the route.
pub(crate) async fn admit(
    app: &App,
    credential: Option<Credential>,
    access: Access,
) -> Result<Principal, Failure> {
    let Credential { username, key } = credential.ok_or(Failure::Unauthenticated)?;
    let who = app
        .store
        .authenticate(username.as_deref(), store::account::key_digest(&key))
        .await?
        .ok_or(Failure::Unauthenticated)?;
    match access {
        Access::Scope(scope) if !who.may(scope) => Err(Failure::Forbidden),
        Access::Scope(_) | Access::AnyKey => Ok(who),
    }
}
