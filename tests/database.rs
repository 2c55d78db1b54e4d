//! A database for each test, copied from one that was migrated once.

use postgres::Temporary;
use tokio::sync::OnceCell;
use tokio_postgres::NoTls;
use uuid::Uuid;

const TEMPLATE: &str = "migrated";

static MIGRATED: OnceCell<()> = OnceCell::const_new();

/// Creates a migrated database and gives its address. It goes when the cluster goes, at the end of the
/// process.
pub async fn fresh() -> String {
    let cluster = Temporary::shared();
    MIGRATED
        .get_or_init(|| async {
            command(&format!("create database {TEMPLATE}")).await;
            let migrated = store::migrate::up(&cluster.url(TEMPLATE)).await;
            migrated.expect("migrations run");
        })
        .await;
    create(&format!("template {TEMPLATE}")).await
}

/// Creates a database without a schema and gives its address.
pub async fn empty() -> String {
    create("").await
}

/// The one text that a query gives.
pub async fn text(url: &str, query: &str) -> String {
    let client = connect(url).await;
    let row = client.query_one(query, &[]).await;
    row.expect("the query runs").get(0)
}

async fn create(options: &str) -> String {
    let name = format!("t{}", Uuid::new_v4().simple());
    command(&format!("create database {name} {options}")).await;
    Temporary::shared().url(&name)
}

async fn command(sql: &str) {
    let client = connect(&Temporary::shared().url("postgres")).await;
    let done = client.batch_execute(sql).await;
    done.expect("the command runs");
}

/// A connection to a database.
pub async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .expect("Postgres answers");
    // Ends with the client.
    tokio::spawn(connection);
    client
}
