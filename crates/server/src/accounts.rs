//! `verdict org …`, `verdict user …`, `verdict key …`.

mod key;
mod org;
mod table;
mod user;
mod words;

use store::{Load, Store, migrate};

use crate::cli::{Key, Org, User};
use crate::database::Database;
use crate::runtime;
use crate::settings::Settings;

/// What to do with accounts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Action<'a> {
    Org(&'a Org),
    User(&'a User),
    Key(&'a Key),
}

/// Does it, beside a running server or with a Postgres that is started for the moment.
pub(crate) fn run(settings: &Settings, action: Action<'_>) -> anyhow::Result<()> {
    // What is written wrongly is told before a database is started for it.
    let request = match action {
        Action::Org(org) => Request::Org(org::request(org)?),
        Action::User(user) => Request::User(user::request(user)?),
        Action::Key(key) => Request::Key(key::request(key)?),
    };
    let database = if request.begins() {
        Database::for_command(settings)?
    } else {
        Database::that_is_there(settings)?
    };
    runtime()?.block_on(async {
        let store = open(&database).await?;
        match request {
            Request::Org(request) => org::carry_out(&store, request).await,
            Request::User(request) => user::carry_out(&store, request).await,
            Request::Key(request) => key::carry_out(&store, request).await,
        }
    })
}

/// What is asked for, read and found well written.
enum Request {
    Org(org::Request),
    User(user::Request),
    Key(key::Request),
}

impl Request {
    /// Whether it can be the first thing that is done with a database: accounts may be made before a server starts.
    const fn begins(&self) -> bool {
        matches!(
            self,
            Self::Org(org::Request::Create(_)) | Self::User(user::Request::Create(_))
        )
    }
}

/// Connects. A database that is new gets its schema; one that another version has used is left to `serve` and
/// `migrate`, which are run on purpose.
async fn open(database: &Database) -> anyhow::Result<Store> {
    let url = database.url();
    let told = |error| database.told(error);
    let migrations = migrate::status(&url).await.map_err(told)?;
    let pending = migrations.iter().filter(|(_, applied)| !applied).count();
    if pending == migrations.len() {
        migrate::up(&url).await.map_err(told)?;
    } else if pending > 0 {
        return Err(database.lacks(pending));
    }
    let answers = database.check().await.map_err(told)?;
    let store = Store::connect(&url, Load::on(1), answers).await;
    store.map_err(told)
}
