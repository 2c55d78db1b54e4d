pub(crate) mod error;
pub(crate) mod routes;
