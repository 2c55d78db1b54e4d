mod concurrency;
mod migrations;
mod oracle;
mod schema;
