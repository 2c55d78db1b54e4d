//! QAHub: `/api/v1/…`. Documents: docs.qahub.cloud; readings: `docs/dialects/qahub.md`.

pub(crate) mod error;
mod handlers;
pub(crate) mod routes;
pub(crate) mod says;
mod status;
mod translate;
mod wire;
mod words;

#[cfg(test)]
mod tests;
