//! Who a key belongs to.

use domain::spelling;
use store::{Organization, Principal, Scope};

use super::super::wire::{Ai, Identity, Tenant};

/// Only an active tenant has keys. We have no AI: its provider and model are null.
pub(crate) fn identity(who: &Principal, organization: Organization) -> Identity {
    let Organization { opaque, name } = organization;
    // The vendor has no other scopes.
    let scopes = [(Scope::Read, "read"), (Scope::Write, "write")];
    Identity {
        tenant: Tenant {
            id: spelling::cuid(opaque),
            name,
            status: "ACTIVE",
        },
        scopes: scopes
            .into_iter()
            .filter(|(scope, _)| who.may(*scope))
            .map(|(_, word)| word)
            .collect(),
        ai: Ai {
            provider: None,
            model: None,
            quota_exhausted: false,
        },
    }
}
