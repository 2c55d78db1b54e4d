//! Pages by number (documents, "Pagination").

use domain::spelling;

use super::super::wire::Info;
use crate::failure::Failure;
use crate::page::Numbered;

const STANDARD: u32 = 30;

/// The page asked for.
///
/// The documents speak of sizes from 30 to 300; the vendor's server takes these two alone and answers anything
/// else with this text. A page that is no number is the first one: nothing is known of the vendor's answer. One with
/// more digits than a page can have is beyond every list, as any high one is.
pub(crate) fn page(number: Option<&str>, size: Option<&str>) -> Result<Numbered, Failure> {
    let size = match size {
        None | Some("") => STANDARD,
        Some("30") => 30,
        Some("300") => 300,
        Some(_) => {
            let problem = "Invalid page_size. Allowed values are 30 or 300.";
            return Err(Failure::Invalid(problem.to_owned()));
        }
    };
    let page = number.and_then(spelling::digits_or_most).unwrap_or(1);
    Ok(Numbered {
        page: page.max(1),
        size,
    })
}

pub(crate) fn info(page: Numbered, count: u32) -> Info {
    Info {
        page: page.page,
        page_size: page.size,
        count,
        prev: page.before(),
        next: page.after(count),
    }
}

/// A page of a list that is here as a whole.
pub(crate) fn cut<T>(page: Numbered, list: Vec<T>) -> Vec<T> {
    let range = page.range();
    let places = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let rest = list.into_iter().skip(places(range.skip));
    rest.take(places(range.take)).collect()
}
