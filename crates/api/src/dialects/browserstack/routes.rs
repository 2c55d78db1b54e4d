//! The vendor's part of the route table.

mod catalogue;
mod forms;
mod organization;
mod runs;

use actix_web::http::Method;
use store::Scope;

use super::wire;
use crate::access::Access;
use crate::route::Route;

const READ: Access = Access::Scope(Scope::Read);
const WRITE: Access = Access::Scope(Scope::Write);
/// For what belongs to the organization.
const WRITE_ORGANIZATION: Access = Access::Organization(Scope::Write);
const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;
/// What filters by time take.
const DAY: &str = "A day, as in 2024-08-19 or 19-08-2024, or a full time.";
/// What filters by words take.
const WORDS: &str = "Words with commas between.";

pub(crate) fn routes() -> Vec<Route> {
    let groups = [
        organization::routes(),
        catalogue::routes(),
        forms::routes(),
        runs::routes(),
    ];
    groups.into_iter().flatten().collect()
}

/// The parameters that every list takes; a size that the vendor does not have is refused.
fn paged(route: Route) -> Route {
    route
        .query::<String>("p", "The number of the page, from 1: 1 if it is no number.")
        .query::<wire::PageSize>("page_size", "30 or 300.")
        .refuses([400])
}
