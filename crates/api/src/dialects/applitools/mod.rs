//! Applitools Autonomous: execute a plan or test, get results. Documents: applitools.com/docs/autonomous;
//! readings: `docs/dialects/applitools.md`.

pub(crate) mod error;
mod handlers;
pub(crate) mod routes;
pub(crate) mod says;
mod status;
mod token;
mod translate;
mod wire;

#[cfg(test)]
mod tests;
