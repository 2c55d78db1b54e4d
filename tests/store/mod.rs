mod migrations;
mod oracle;
mod schema;
