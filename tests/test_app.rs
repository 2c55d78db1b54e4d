//! One server with one database.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use api::RateLimits;
use store::pooler::Answers;
use store::{Bootstrap, Files, Load, Store};
use tempfile::TempDir;

use crate::client::Client;
use crate::database;

/// The user of every test.
pub const USER: &str = "ann";
/// The user's key, with every scope.
pub const KEY: &str = "a-key-for-tests-0123456789";

/// The largest attachment in tests: small, so that one that is too large is quickly sent.
pub const MAX_ATTACHMENT_BYTES: usize = 256 * 1024;

/// A server on a socket of its own, with a database of its own. Stops when dropped.
#[derive(Debug)]
pub struct TestApp {
    /// The database, for what a dialect cannot create itself.
    pub store: Store,
    /// Where the server listens, without a slash at the end.
    pub url: String,
    /// The files that belong to results.
    pub files: Files,
    /// The folder they lie in.
    pub folder: TempDir,
    /// The database's address.
    pub database_url: String,
    handle: ServerHandle,
    http: reqwest::Client,
}

impl TestApp {
    /// Starts a server. The socket listens before the server runs, so there is nothing to wait for.
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// Starts a server that takes bodies of at most `max_body_bytes`.
    pub async fn with_max_body(max_body_bytes: usize) -> Self {
        Self::with(|app| app.max_body_bytes = max_body_bytes).await
    }

    /// Starts a server that differs from the usual one.
    pub async fn with(change: impl FnOnce(&mut api::App)) -> Self {
        Self::under(Load::on(4), change).await
    }

    /// Starts a server that differs from the usual one, and asks the database for no more than this.
    pub async fn under(load: Load, change: impl FnOnce(&mut api::App)) -> Self {
        Self::start_on(database::fresh().await, load, change).await
    }

    /// Starts another server on the same database.
    pub async fn beside(&self) -> Self {
        Self::on(self.database_url.clone(), |_| {}).await
    }

    /// Starts a server on a database.
    pub async fn on(database_url: String, change: impl FnOnce(&mut api::App)) -> Self {
        Self::start_on(database_url, Load::on(4), change).await
    }

    async fn start_on(
        database_url: String,
        load: Load,
        change: impl FnOnce(&mut api::App),
    ) -> Self {
        let store = Store::connect(&database_url, load, Answers::Postgres)
            .await
            .expect("the database answers");
        let account = Bootstrap {
            username: Some(USER.to_owned()),
            key: Some(KEY.to_owned()),
        };
        store
            .bootstrap(account)
            .await
            .expect("an account can be made");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::open(folder.path()).expect("the folder can be used");
        let mut app = api::App {
            store: store.clone(),
            files: files.clone(),
            public_url: url.clone(),
            max_body_bytes: 32 * 1024 * 1024,
            max_connections: 1_024,
            max_requests: 1_024,
            max_buffered_bytes: 1 << 28,
            body_patience: Duration::from_secs(30),
            max_attachment_bytes: MAX_ATTACHMENT_BYTES,
            keep_answers: Duration::from_hours(24),
            keep_answer_bytes: 1024 * 1024,
            rate_limits: RateLimits::default(),
        };
        change(&mut app);
        let (tell, told) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let server = api::serve(listener, app, None).expect("the socket can be served");
                tell.send(server.handle())
                    .expect("the test waits for the server");
                server.await.expect("the server stops well");
            });
        });
        let handle = told.await.expect("the server starts");
        Self {
            store,
            url,
            files,
            folder,
            database_url,
            handle,
            http: client(),
        }
    }

    /// A client that sends HTTP Basic `user:key`.
    #[must_use]
    pub fn basic(&self) -> Client {
        self.client().basic(USER, KEY)
    }

    /// A client that sends `Authorization: Bearer key`.
    #[must_use]
    pub fn bearer(&self) -> Client {
        self.client()
            .header("Authorization", &format!("Bearer {KEY}"))
    }

    /// A client that sends `API-TOKEN: user:key`.
    #[must_use]
    pub fn api_token(&self) -> Client {
        self.client().header("API-TOKEN", &format!("{USER}:{KEY}"))
    }

    /// A client that sends `?apiKey=key`.
    #[must_use]
    pub fn query_key(&self) -> Client {
        self.client().query_key(KEY)
    }

    /// A client that sends another key, as a bearer.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Client {
        self.client()
            .header("Authorization", &format!("Bearer {key}"))
    }

    /// A client that sends HTTP Basic with the user of every test and another key.
    #[must_use]
    pub fn basic_with(&self, key: &str) -> Client {
        self.client().basic(USER, key)
    }

    /// A client that sends `API-TOKEN` with the user of every test and another key.
    #[must_use]
    pub fn api_token_with(&self, key: &str) -> Client {
        self.client().header("API-TOKEN", &format!("{USER}:{key}"))
    }

    /// A client that sends another key as `?apiKey=`.
    #[must_use]
    pub fn query_key_with(&self, key: &str) -> Client {
        self.client().query_key(key)
    }

    /// A client that sends no key.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        self.client()
    }

    fn client(&self) -> Client {
        Client::new(self.http.clone(), self.url.clone())
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The command is sent at once; nobody has to wait for the server to be gone.
        drop(self.handle.stop(false));
    }
}

/// Shows what the server answers, wherever that leads.
fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client without a configuration to be wrong")
}
