//! BrowserStack Test Reporting & Analytics: `/ext/v1/…`. Readings: `docs/dialects/reporting.md`.

pub(crate) mod error;
mod handlers;
mod limits;
pub(crate) mod routes;
pub(crate) mod says;
mod status;
mod translate;
mod wire;

#[cfg(test)]
mod tests;
