//! Plain digits, as ids and queries have them: no sign, no space; zeros may lead.

use std::str::FromStr;

/// The number; `None` for anything else, and for what the type does not hold.
#[must_use]
pub fn digits<T: FromStr>(raw: &str) -> Option<T> {
    is_plain(raw).then(|| raw.parse().ok())?
}

/// The number of a thing, from 1.
#[must_use]
pub fn positive(raw: &str) -> Option<i32> {
    digits(raw).filter(|number| *number >= 1)
}

/// A number that counts: a greater one than the type holds is the greatest.
#[must_use]
pub fn digits_or_most(raw: &str) -> Option<u32> {
    is_plain(raw).then(|| raw.parse().unwrap_or(u32::MAX))
}

fn is_plain(raw: &str) -> bool {
    !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_digits_are_a_number_in_a_path() {
        assert_eq!(digits("0042"), Some(42));
        assert_eq!(digits("2147483647"), Some(i32::MAX));
        for raw in ["", "+7", "-7", " 7", "7 ", "7.0", "0x7", "٧", "2147483648"] {
            assert_eq!(digits::<i32>(raw), None, "{raw:?}");
        }
        assert_eq!(digits_or_most("9007199254740993"), Some(u32::MAX));
        assert_eq!(digits_or_most("1e3"), None);
    }
}
