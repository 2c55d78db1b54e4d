//! The token that opens one run's results.

use crate::failure::Failure;

/// 32 random lower-case hexadecimal digits.
pub(super) fn made_up() -> Result<String, Failure> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random bytes");
        Failure::Internal
    })?;
    Ok(uuid::Uuid::from_bytes(bytes).simple().to_string())
}

/// What is stored of a token.
pub(super) fn digest(token: &str) -> [u8; 32] {
    store::account::key_digest(token)
}
