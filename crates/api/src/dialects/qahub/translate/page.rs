//! `limit` and `offset`.

use store::locate::Page;

use super::super::wire::Pagination;

/// Docs, Test cases: 100 by default, 500 at most. More than the most is cut to it; what is no number
/// is the default (reading).
const LIMIT: u32 = 100;
const MOST: u32 = 500;

/// A list that is shown whole.
pub(crate) const ALL: Page = Page {
    skip: 0,
    take: u32::MAX,
};

pub(crate) fn page(limit: Option<&str>, offset: Option<&str>) -> Page {
    let number = |raw: Option<&str>| raw.and_then(|it| it.parse::<u32>().ok());
    Page {
        skip: number(offset).unwrap_or(0),
        take: number(limit)
            .filter(|it| *it >= 1)
            .unwrap_or(LIMIT)
            .min(MOST),
    }
}

pub(crate) const fn pagination(page: Page, total: u32) -> Pagination {
    let Page { skip, take } = page;
    Pagination {
        total,
        limit: take,
        offset: skip,
    }
}
