//! Rounds of one number, and how two of them compare.

/// One number per round.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(Vec<f64>);

impl Samples {
    pub(super) fn push(&mut self, sample: f64) {
        self.0.push(sample);
    }

    pub(super) fn median(&self) -> f64 {
        median(self.0.clone())
    }

    pub(super) fn min(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }

    pub(super) fn max(&self) -> f64 {
        self.0.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// The rounds' ratios: what slows a whole round down cancels out.
    pub(super) fn ratios_to(&self, base: &Self) -> Self {
        let pairs = self.0.iter().zip(&base.0);
        Self(pairs.map(|(sample, base)| sample / base).collect())
    }
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    let middle = samples.len() / 2;
    match (samples.get(middle.wrapping_sub(1)), samples.get(middle)) {
        (Some(low), Some(high)) if samples.len().is_multiple_of(2) => f64::midpoint(*low, *high),
        (_, Some(middle)) => *middle,
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::Samples;

    #[test]
    fn the_median_is_the_middle_or_between_the_middles() {
        assert!((Samples(vec![9.0, 1.0, 2.0]).median() - 2.0).abs() < f64::EPSILON);
        assert!((Samples(vec![1.0, 2.0, 3.0, 9.0]).median() - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn a_slow_round_cancels_out_of_the_ratio() {
        let (base, other) = (Samples(vec![1.0, 10.0, 2.0]), Samples(vec![2.0, 20.0, 4.0]));
        assert!((other.ratios_to(&base).median() - 2.0).abs() < f64::EPSILON);
    }
}
