//! From a key to who may do what.

use store::{Principal, Scope};

use crate::app::App;
use crate::credential::Credential;
use crate::failure::{Failure, KeyProblem, Lack};

/// What a route asks of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// The key needs this scope.
    Scope(Scope),
    /// The key needs this scope and must see the whole organization: what the route changes belongs to no
    /// project, so a key that is bound to one may not change it.
    Organization(Scope),
    /// Any good key; the handler decides what it may see.
    AnyKey,
}

/// Who sent the request, if they may use the route.
pub(crate) async fn admit(
    app: &App,
    credential: Option<Credential>,
    access: Access,
) -> Result<Principal, Failure> {
    let Credential { username, key } =
        credential.ok_or(Failure::Unauthenticated(KeyProblem::Missing))?;
    let who = app
        .store
        .authenticate(username.as_deref(), store::account::key_digest(&key))
        .await?
        .ok_or(Failure::Unauthenticated(KeyProblem::Refused))?;
    let lack = match access {
        Access::Scope(scope) | Access::Organization(scope) if !who.may(scope) => {
            Some(Lack::Scope(scope))
        }
        Access::Organization(_) if who.is_bound() => Some(Lack::Organization),
        Access::Scope(_) | Access::Organization(_) | Access::AnyKey => None,
    };
    match lack {
        None => Ok(who),
        Some(lack) => Err(Failure::Forbidden(lack)),
    }
}
