//! Testably: `/v1/…`. Documents: testably.app/docs/api; readings: `docs/dialects.md`.

pub(crate) mod error;
mod handlers;
pub(crate) mod origins;
pub(crate) mod routes;
pub(crate) mod says;
mod status;
mod translate;
mod wire;
mod words;

#[cfg(test)]
mod tests;
