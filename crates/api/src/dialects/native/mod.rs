//! Our own dialect, `/api/verdict/…`: the little that no vendor has a call for. Described in
//! `docs/dialects/native.md`.

pub(crate) mod error;
mod handlers;
pub(crate) mod routes;
pub(crate) mod says;
mod status;
mod translate;
mod wire;

#[cfg(test)]
mod tests;
