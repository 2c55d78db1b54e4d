//! Letters and check sums of the spellings.

/// Crockford's alphabet in lower case: no letter is mistaken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Five bits a character behind the prefix, the last one padded with zeros.
pub(super) fn encode32(prefix: &str, bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(prefix.len() + (bytes.len() * 8).div_ceil(5));
    out.extend_from_slice(prefix.as_bytes());
    // Five bytes are eight characters.
    for chunk in bytes.chunks(5) {
        let (held, bits) = chunk.iter().fold((0_u64, 0_u32), |(held, bits), byte| {
            ((held << 8) | u64::from(*byte), bits + 8)
        });
        let held = held << (40 - bits);
        let letters = [35, 30, 25, 20, 15, 10, 5, 0].map(|low| letter(held >> low));
        out.extend(letters.iter().take((chunk.len() * 8).div_ceil(5)));
    }
    // All letters are ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// The letter of the lowest five bits.
fn letter(held: u64) -> u8 {
    let place = usize::try_from(held & 31).unwrap_or_default();
    ALPHABET.get(place).copied().unwrap_or_default()
}

/// Reads exactly `N` bytes; `None` for another length, a foreign character or padding that is not zero.
pub(super) fn decode32<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != (N * 8).div_ceil(5) {
        return None;
    }
    let mut out = [0; N];
    let mut places = out.iter_mut();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|known| *known == byte)?;
        held = (held << 5) | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            *places.next()? = u8::try_from(held >> bits).ok()?;
            held &= (1 << bits) - 1;
        }
    }
    (held == 0).then_some(out)
}

/// Two lower-case hexadecimal digits a byte.
pub(super) fn encode16(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .flatten()
        .collect()
}

/// Reads exactly `N` bytes of lower-case hexadecimal digits.
pub(super) fn decode16<const N: usize>(text: &str) -> Option<[u8; N]> {
    let lower = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if text.len() != N * 2 || !text.bytes().all(lower) {
        return None;
    }
    let mut out = [0; N];
    for (place, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(place * 2..place * 2 + 2)?, 16).ok()?;
    }
    Some(out)
}

/// FNV-1a, 32 bits: tells a mistyped id from a real one; it guards nothing.
pub(super) fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash = bytes.iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    hash.to_be_bytes()
}
