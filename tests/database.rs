//! A database for each test, copied from one that was migrated once.

use postgres::Temporary;
use tokio::sync::OnceCell;
use tokio_postgres::NoTls;
use uuid::Uuid;

const TEMPLATE: &str = "migrated";

static MIGRATED: OnceCell<()> = OnceCell::const_new();

/// Creates a database and gives its address. It goes when the cluster goes, at the end of the process.
pub(crate) async fn fresh() -> String {
    let cluster = Temporary::shared();
    MIGRATED
        .get_or_init(|| async {
            command(&format!("create database {TEMPLATE}")).await;
            store::migrate::up(&cluster.url(TEMPLATE))
                .await
                .expect("migrations run");
        })
        .await;
    let name = format!("t{}", Uuid::new_v4().simple());
    command(&format!("create database {name} template {TEMPLATE}")).await;
    cluster.url(&name)
}

async fn command(sql: &str) {
    let url = Temporary::shared().url("postgres");
    let (client, connection) = tokio_postgres::connect(&url, NoTls)
        .await
        .expect("Postgres answers");
    let connection = tokio::spawn(connection);
    client.batch_execute(sql).await.expect("the command runs");
    drop(client);
    connection
        .await
        .expect("the connection ends")
        .expect("the connection ends well");
}
