//! Clients that may see less: of another organization, or of one project.

use e2e::{Client, TestApp};
use tokio_postgres::types::ToSql;

/// A client of another organization, with every scope.
pub(super) async fn stranger(app: &TestApp) -> Client {
    let made = "with made as (insert into organizations (name) values ('others') returning id),
         person as (
             insert into users (organization_id, username, email)
             select id, 'eve', 'eve@example.com' from made returning id, organization_id
         )
         insert into access_keys (organization_id, user_id, digest, scopes)
         select organization_id, id, $1, 15 from person";
    insert(
        app,
        made,
        &[&store::account::key_digest("stranger").to_vec()],
    )
    .await;
    app.with_key("stranger")
}

/// A client of the same user that sees one project, with every scope.
pub(super) async fn bound(app: &TestApp, project: i32) -> Client {
    let made = "insert into access_keys (organization_id, user_id, digest, scopes, project_id)
         select u.organization_id, u.id, $1, 15, p.id from users u
         join projects p on p.organization_id = u.organization_id and p.number = $2";
    let digest = store::account::key_digest("bound").to_vec();
    insert(app, made, &[&digest, &project]).await;
    app.with_key("bound")
}

async fn insert(app: &TestApp, statement: &str, values: &[&(dyn ToSql + Sync)]) {
    let client = super::database(app).await;
    assert_eq!(client.execute(statement, values).await.unwrap(), 1);
}
