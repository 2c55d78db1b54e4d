//! Parts that most results say nothing of.

use std::ops::Deref;

/// What a part is that says nothing.
pub trait Silent: PartialEq + Sized + 'static {
    /// The part that says nothing; equal to the default.
    const SILENT: &'static Self;
}

/// A part that mostly says nothing, and takes up a pointer then: results are moved about, by the hundreds.
///
/// One that says nothing is never boxed, so that equal parts are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rare<T>(Option<Box<T>>);

impl<T> Rare<T> {
    /// The part that says nothing.
    pub const SILENT: Self = Self(None);

    /// Whether it says nothing.
    #[must_use]
    pub const fn is_silent(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self::SILENT
    }
}

impl<T: Silent> From<T> for Rare<T> {
    fn from(part: T) -> Self {
        Self((part != *T::SILENT).then(|| Box::new(part)))
    }
}

impl<T: Silent> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::SILENT)
    }
}

impl<T: Default> Rare<T> {
    /// The part itself.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.map(|part| *part).unwrap_or_default()
    }
}
