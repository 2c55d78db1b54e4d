//! What a database holds, to the last value.

use std::collections::BTreeMap;

use tokio_postgres::{Client, NoTls};

/// Takes digests of one database.
pub(super) struct Digest {
    client: Client,
    query: String,
}

/// A digest of each table.
#[derive(PartialEq, Eq)]
pub(super) struct Taken(BTreeMap<String, String>);

impl Digest {
    pub(super) async fn of(url: &str) -> Self {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        // Ends with the client.
        tokio::spawn(connection);
        let tables = client
            .query(
                "select table_name::text from information_schema.tables
                 where table_schema = 'public' and table_type = 'BASE TABLE'",
                &[],
            )
            .await
            .unwrap();
        let one = |table: String| {
            format!(
                "select '{table}', coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t"
            )
        };
        let all: Vec<String> = tables.iter().map(|row| one(row.get(0))).collect();
        let query = all.join(" union all ");
        Self { client, query }
    }

    pub(super) async fn take(&self) -> Taken {
        let rows = self.client.query(&self.query, &[]).await.unwrap();
        Taken(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
    }
}

impl Taken {
    /// The tables that hold something else.
    pub(super) fn differences(&self, other: &Self) -> Vec<&str> {
        let differs = |(table, digest): (&String, &String)| other.0.get(table) != Some(digest);
        let tables = self.0.iter().filter(|it| differs(*it));
        tables.map(|(table, _)| table.as_str()).collect()
    }
}
