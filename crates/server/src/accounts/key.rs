//! `verdict key …`.

use anyhow::bail;
use domain::spelling::{self, Kind};
use store::Store;
use store::account::{Key, KeyRefusal, MadeKey, NewKey};
use time::OffsetDateTime;

use super::org::unknown;
use super::table::{self, day, moment};
use super::words;
use crate::cli;

/// What is asked for.
pub(super) enum Request {
    Create {
        new: NewKey,
        /// The project as it was written.
        project: String,
    },
    List(Option<String>),
    Revoke(i32),
}

pub(super) fn request(key: &cli::Key) -> anyhow::Result<Request> {
    Ok(match key {
        cli::Key::Create(cli::NewKey {
            org,
            user,
            scopes,
            project,
            expires,
        }) => Request::Create {
            new: NewKey {
                organization: org.clone(),
                username: user.clone(),
                scopes: words::scopes(scopes)?,
                project: project.as_deref().map(words::project).transpose()?,
                expires_at: expires
                    .as_deref()
                    .map(|when| words::expiry(when, OffsetDateTime::now_utc()))
                    .transpose()?,
            },
            project: project.clone().unwrap_or_default(),
        },
        cli::Key::List { org } => Request::List(org.clone()),
        cli::Key::Revoke { id } => Request::Revoke(words::key_number(id)?),
    })
}

pub(super) async fn carry_out(store: &Store, request: Request) -> anyhow::Result<()> {
    match request {
        Request::Create { new, project } => create(store, new, &project).await,
        Request::List(org) => {
            let Some(keys) = store.list_keys(org.as_deref()).await? else {
                return Err(unknown(&org.unwrap_or_default()));
            };
            let head = [
                "key",
                "organization",
                "user",
                "scopes",
                "project",
                "created",
                "expires",
                "state",
            ];
            table::print(head, keys.into_iter().map(row))
        }
        Request::Revoke(id) => {
            if !store.revoke_key(id).await? {
                bail!("there is no key {id}: `verdict key list` shows them");
            }
            table::done(&format!("key {id} opens nothing any more"))
        }
    }
}

async fn create(store: &Store, new: NewKey, project: &str) -> anyhow::Result<()> {
    let NewKey {
        organization,
        username,
        expires_at,
        ..
    } = new.clone();
    match store.create_key(new).await? {
        Ok(MadeKey { id, key }) => {
            let until = expires_at.map_or_else(String::new, |at| format!(" until {}", moment(at)));
            table::done(&format!(
                "made key {id} for the user {username:?}, good{until}; it is shown this once, on standard output"
            ))?;
            table::say(&key)
        }
        Err(KeyRefusal::NoOrganization) => Err(unknown(&organization)),
        Err(KeyRefusal::NoUser) => bail!(
            "{organization:?} has no user named {username:?}: `verdict user list` shows them, `verdict user create` makes one"
        ),
        Err(KeyRefusal::NoProject) => bail!(
            "{organization:?} has no project {project}: take its id as the API shows it, such as PR-3"
        ),
    }
}

fn row(key: Key) -> [String; 8] {
    let Key {
        id,
        organization,
        username,
        scopes,
        project,
        created_at,
        expires_at,
        revoked_at,
        is_good,
    } = key;
    let scopes: Vec<_> = scopes.into_iter().map(store::Scope::name).collect();
    let project = project.map(|number| spelling::numbered(Kind::Project, number.get()));
    let state = match (is_good, revoked_at) {
        (_, Some(at)) => format!("revoked {}", day(at)),
        (true, None) => "good".to_owned(),
        (false, None) => "expired".to_owned(),
    };
    [
        id.to_string(),
        organization,
        username,
        scopes.join(","),
        project.unwrap_or_else(|| "all".to_owned()),
        day(created_at),
        expires_at.map_or_else(|| "never".to_owned(), moment),
        state,
    ]
}
