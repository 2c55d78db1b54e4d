//! Keys besides the key of every test, and what else is done behind the server's back.

use std::time::Duration;

use domain::spelling::Reference;
use store::account::{MadeKey, NewKey, NewUser};
use store::locate::Run;
use store::{Located, Scope};
use tokio_postgres::NoTls;

use crate::client::Client;
use crate::database;
use crate::test_app::{TestApp, USER};

/// The organization that a first start makes.
const ORGANIZATION: &str = "default";

/// A lock that is held.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held")] tokio_postgres::Client);

impl TestApp {
    /// A client, as a bearer, whose key has only these scopes, of the same user.
    pub async fn limited(&self, scopes: &[Scope]) -> Client {
        self.with_key(&self.limited_key(scopes).await)
    }

    /// A key that has only these scopes, of the same user.
    pub async fn limited_key(&self, scopes: &[Scope]) -> String {
        self.new_key(scopes, None).await.key
    }

    /// A key of the same user with every scope, that sees only the project of this number.
    pub async fn bound_key(&self, project: i32) -> String {
        let project = Some(Reference::Number(project));
        self.new_key(&Scope::ALL, project).await.key
    }

    /// A key of the same user, and its number.
    pub async fn new_key(&self, scopes: &[Scope], project: Option<Reference>) -> MadeKey {
        self.make_key(ORGANIZATION, USER, scopes, project).await
    }

    /// A key with every scope of another user, who is made for it.
    pub async fn colleagues_key(&self, username: &str) -> String {
        let user = NewUser {
            organization: ORGANIZATION.to_owned(),
            username: username.to_owned(),
            email: format!("{username}@default.example"),
        };
        let made = self.store.create_user(user).await;
        made.expect("the database answers").expect("a new user");
        let made = self.make_key(ORGANIZATION, username, &Scope::ALL, None);
        made.await.key
    }

    /// A key with every scope of another organization, which is made for it.
    pub async fn foreign_key(&self, organization: &str) -> String {
        let name = domain::text::Text::new(organization).expect("a name");
        let made = self.store.create_organization(name).await;
        assert!(made.expect("the database answers"), "a new organization");
        let user = NewUser {
            organization: organization.to_owned(),
            username: USER.to_owned(),
            email: format!("{USER}@{organization}.example"),
        };
        let made = self.store.create_user(user).await;
        made.expect("the database answers").expect("a new user");
        let made = self.make_key(organization, USER, &Scope::ALL, None);
        made.await.key
    }

    async fn make_key(
        &self,
        organization: &str,
        username: &str,
        scopes: &[Scope],
        project: Option<Reference>,
    ) -> MadeKey {
        let new = NewKey {
            organization: organization.to_owned(),
            username: username.to_owned(),
            scopes: scopes.to_vec(),
            project,
            expires_at: None,
        };
        let made = self.store.create_key(new).await;
        made.expect("the database answers")
            .expect("what the key is for is there")
    }

    /// Until so many wait for locks in the database.
    pub async fn until_waiting(&self, count: usize) {
        let waiting = "select count(*)::text from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'";
        let count = count.to_string();
        let all = async { while database::text(&self.database_url, waiting).await != count {} };
        let all = tokio::time::timeout(Duration::from_secs(15), all).await;
        all.expect("as many wait");
    }

    /// Holds a run's lock until what it gives is dropped.
    pub async fn lock_run(&self, run: &Located<Run>) -> Lock {
        let (client, connection) = tokio_postgres::connect(&self.database_url, NoTls)
            .await
            .expect("Postgres answers");
        // Ends with the client.
        tokio::spawn(connection);
        let lock = format!(
            "begin; select 1 from runs where number = {} for update",
            run.number
        );
        client.batch_execute(&lock).await.expect("the run is there");
        Lock(client)
    }

    /// Changes the database behind the server's back, for what only time or an accident would do.
    pub async fn sql(&self, command: &str) {
        let (client, connection) = tokio_postgres::connect(&self.database_url, NoTls)
            .await
            .expect("Postgres answers");
        let connection = tokio::spawn(connection);
        client
            .batch_execute(command)
            .await
            .expect("the command runs");
        drop(client);
        connection
            .await
            .expect("the connection ends")
            .expect("the connection ends well");
    }
}
