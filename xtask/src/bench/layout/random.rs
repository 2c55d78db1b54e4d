//! Which run or case is read: scattered, and the same for every layout.

/// `SplitMix64`, enough to scatter reads, without a dependency.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number in `1..=last`.
    pub(super) fn up_to(&mut self, last: i32) -> i32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^= bits >> 31;
        let last = u64::try_from(last).unwrap_or(1).max(1);
        i32::try_from(bits % last).map_or(1, |number| number + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn numbers_stay_in_range_and_reach_both_ends() {
        let mut random = Random::new(7);
        let drawn: Vec<i32> = (0..200).map(|_| random.up_to(3)).collect();
        assert_eq!(
            (drawn.iter().min(), drawn.iter().max()),
            (Some(&1), Some(&3))
        );
    }
}
