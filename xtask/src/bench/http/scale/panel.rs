//! What is found: one picture, or one table, for each dimension and unit.

use crate::bench::samples::Samples;

/// How some things grow with one.
pub(super) struct Panel {
    /// What grows.
    pub(super) dimension: &'static str,
    /// What is measured, with its unit.
    pub(super) measured: &'static str,
    /// The places on the dimension, in rising order.
    pub(super) places: Vec<i32>,
    pub(super) lines: Vec<Line>,
}

/// How one thing grows.
pub(super) struct Line {
    pub(super) name: String,
    /// One for each place.
    pub(super) points: Vec<Samples>,
}

impl Panel {
    pub(super) fn new(
        dimension: &'static str,
        measured: &'static str,
        places: &[i32],
        lines: &[&str],
    ) -> Self {
        let line = |name: &&str| Line {
            name: (*name).to_owned(),
            points: vec![Samples::default(); places.len()],
        };
        Self {
            dimension,
            measured,
            places: places.to_vec(),
            lines: lines.iter().map(line).collect(),
        }
    }

    /// Adds what was found of each line at a place.
    pub(super) fn push(&mut self, place: usize, found: &[f64]) {
        for (line, found) in self.lines.iter_mut().zip(found) {
            if let Some(samples) = line.points.get_mut(place) {
                samples.push(*found);
            }
        }
    }
}

/// A place, short.
pub(super) fn short(place: i32) -> String {
    match place {
        1_000_000.. => format!("{} M", place / 1_000_000),
        1_000.. => format!("{} k", place / 1_000),
        _ => place.to_string(),
    }
}
