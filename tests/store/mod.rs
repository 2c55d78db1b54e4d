mod catalogue;
mod concurrency;
mod migrations;
mod oracle;
mod runs;
mod schema;
mod sslmode;
