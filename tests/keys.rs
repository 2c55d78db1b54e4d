//! Keys that may do less than the key of every test.

use store::Scope;
use tokio_postgres::NoTls;
use uuid::Uuid;

use crate::client::Client;
use crate::test_app::TestApp;

impl TestApp {
    /// A client, as a bearer, whose key has only these scopes, of the same user.
    pub async fn limited(&self, scopes: &[Scope]) -> Client {
        self.with_key(&self.limited_key(scopes).await)
    }

    /// A key that has only these scopes, of the same user.
    pub async fn limited_key(&self, scopes: &[Scope]) -> String {
        let key = Uuid::new_v4().simple().to_string();
        let digest = store::account::key_digest(&key).to_vec();
        let bits: i16 = scopes.iter().map(|scope| bit(*scope)).sum();
        let (client, connection) = tokio_postgres::connect(&self.database_url, NoTls)
            .await
            .expect("Postgres answers");
        let connection = tokio::spawn(connection);
        let insert = "insert into access_keys (organization_id, user_id, digest, scopes)
                      select organization_id, id, $1, $2 from users";
        client
            .execute(insert, &[&digest, &bits])
            .await
            .expect("the key can be made");
        drop(client);
        connection
            .await
            .expect("the connection ends")
            .expect("the connection ends well");
        key
    }
}

/// As `access_keys.scopes` has it.
const fn bit(scope: Scope) -> i16 {
    match scope {
        Scope::Read => 1,
        Scope::Write => 2,
        Scope::Execute => 4,
        Scope::Admin => 8,
    }
}
