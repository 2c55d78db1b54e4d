//! What a database holds, to the last value.

use std::collections::BTreeMap;

use tokio_postgres::{Client, NoTls};

/// Counts the rows that are written, where no transaction that came to nothing leaves a trace. It lies beside the
/// server's own schema.
const COUNTER: &str = "
    create schema hostile;
    create table hostile.writes ();
    create function hostile.count_write() returns trigger language plpgsql as $$
    begin
        insert into hostile.writes default values;
        return null;
    end $$;";

/// Knows what one database held when it was asked last.
pub(super) struct Digest {
    client: Client,
    query: String,
    known: Known,
}

#[derive(Default)]
struct Known {
    writes: i64,
    /// A digest of each table.
    tables: BTreeMap<String, String>,
}

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
        let tables: Vec<String> = tables.iter().map(|row| row.get(0)).collect();
        let counted = |table: &String| {
            format!(
                "create trigger counts_rows after insert or delete on {table}
                 for each row execute function hostile.count_write();
                 create trigger counts_changes after update on {table}
                 for each row when (old.* is distinct from new.*) execute function hostile.count_write();"
            )
        };
        let triggers: Vec<String> = tables.iter().map(counted).collect();
        client.batch_execute(COUNTER).await.unwrap();
        client.batch_execute(&triggers.concat()).await.unwrap();
        let one = |table: &String| {
            format!(
                "select '{table}', coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t"
            )
        };
        let all: Vec<String> = tables.iter().map(one).collect();
        let query = all.join(" union all ");
        let known = Known::default();
        let mut digest = Self {
            client,
            query,
            known,
        };
        digest.known.tables = digest.tables().await;
        digest
    }

    /// The tables that hold something else than when it was asked last. Where nothing was written, none does, and
    /// they are not read.
    pub(super) async fn changes(&mut self) -> Vec<String> {
        let count = "select count(*) from hostile.writes";
        let writes = self.client.query_one(count, &[]).await.unwrap().get(0);
        if writes == self.known.writes {
            return Vec::new();
        }
        let tables = self.tables().await;
        let differs =
            |(table, digest): &(&String, &String)| self.known.tables.get(*table) != Some(*digest);
        let changed = tables.iter().filter(differs);
        let changed = changed.map(|(table, _)| table.clone()).collect();
        self.known = Known { writes, tables };
        changed
    }

    async fn tables(&self) -> BTreeMap<String, String> {
        let rows = self.client.query(&self.query, &[]).await.unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

#[tokio::test]
async fn a_change_is_seen_once_and_what_was_undone_is_none() {
    let app = e2e::TestApp::start().await;
    let mut digest = Digest::of(&app.database_url).await;
    assert_eq!(digest.changes().await, [""; 0]);
    app.sql("update organizations set name = 'Other'").await;
    assert_eq!(digest.changes().await, ["organizations"]);
    assert_eq!(digest.changes().await, [""; 0]);
    for nothing in [
        "update organizations set name = name",
        "begin; update organizations set name = 'Third'; rollback",
        "update organizations set name = 'Third'; update organizations set name = 'Other'",
    ] {
        app.sql(nothing).await;
        assert_eq!(digest.changes().await, [""; 0], "{nothing}");
    }
}
