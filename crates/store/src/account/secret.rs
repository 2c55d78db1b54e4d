//! Access keys: how one is made, and what is stored of it.

use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// What is stored of a key.
#[must_use]
pub fn key_digest(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}

/// 32 random bytes in hexadecimal: no colon, nothing a shell needs quotes for.
pub(super) fn made_up_key() -> Result<String, StoreError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Unavailable(error.into()))?;
    let digit = |value: u8| char::from_digit(u32::from(value), 16);
    let digits = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    Ok(digits.flatten().collect())
}
