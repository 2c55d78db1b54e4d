//! `BrowserStack` Test Management: `/api/v2/…`. Documents: browserstack.com/docs/test-management/api-reference;
//! readings: `docs/dialects/browserstack.md`.

pub(crate) mod error;
mod handlers;
mod links;
pub(crate) mod routes;
mod run_state;
pub(crate) mod says;
mod status;
mod translate;
mod wire;
mod words;

#[cfg(test)]
mod tests;
