//! Pages of lists.

use super::super::wire;
use crate::page::Numbered;

/// Docs, "Paging": `page` from 1, `per_page` 20 by default and 100 at most.
const PER_PAGE: u32 = 20;

/// The page asked for. More than the most is cut to it; what is no number is the default.
pub(crate) fn page(page: Option<&str>, per_page: Option<&str>) -> Numbered {
    let number = |raw: Option<&str>| {
        raw.and_then(|it| it.parse::<u32>().ok())
            .filter(|it| *it >= 1)
    };
    Numbered {
        page: number(page).unwrap_or(1),
        size: number(per_page)
            .unwrap_or(PER_PAGE)
            .min(wire::MOST_PER_PAGE),
    }
}

/// A page of a list of `total` entries.
pub(crate) fn list<T>(
    page: Numbered,
    total: u32,
    entries: impl Iterator<Item = T>,
) -> wire::List<T> {
    wire::List {
        data: entries.collect(),
        meta: wire::Meta {
            total,
            page: page.page,
            per_page: page.size,
        },
    }
}
