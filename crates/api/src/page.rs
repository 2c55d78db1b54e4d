//! Page numbers, and what they mean to the store.

use store::locate::Page;

/// A page by number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbered {
    pub(crate) page: u32,
    pub(crate) size: u32,
}

impl Numbered {
    /// The page as a range. Pages beyond any list are empty.
    pub(crate) const fn range(self) -> Page {
        Page {
            skip: self.page.saturating_sub(1).saturating_mul(self.size),
            take: self.size,
        }
    }

    /// The number of the page before this one.
    pub(crate) const fn before(self) -> Option<u32> {
        if self.page > 1 {
            Some(self.page - 1)
        } else {
            None
        }
    }

    /// The number of the page after this one, if the list of `total` entries has one.
    pub(crate) const fn after(self, total: u32) -> Option<u32> {
        if self.page.saturating_mul(self.size) < total {
            Some(self.page + 1)
        } else {
            None
        }
    }
}
