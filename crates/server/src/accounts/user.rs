//! `verdict user …`.

use anyhow::bail;
use store::Store;
use store::account::{NewUser, UserRefusal};

use super::org::unknown;
use super::table::{self, day};
use super::words;
use crate::cli::User;

/// What is asked for.
pub(super) enum Request {
    Create(NewUser),
    List(Option<String>),
}

pub(super) fn request(user: &User) -> anyhow::Result<Request> {
    Ok(match user {
        User::Create {
            username,
            org,
            email,
        } => Request::Create(NewUser {
            organization: org.clone(),
            username: words::username(username)?,
            email: words::email(email)?,
        }),
        User::List { org } => Request::List(org.clone()),
    })
}

pub(super) async fn carry_out(store: &Store, request: Request) -> anyhow::Result<()> {
    match request {
        Request::Create(new) => {
            let (organization, username) = (new.organization.clone(), new.username.clone());
            match store.create_user(new).await? {
                Ok(()) => table::done(&format!(
                    "made the user {username:?}; `verdict key create` gives it a key"
                )),
                Err(UserRefusal::NoOrganization) => Err(unknown(&organization)),
                Err(UserRefusal::NameTaken) => {
                    bail!(
                        "{organization:?} has a user named {username:?} already: choose another name"
                    )
                }
            }
        }
        Request::List(org) => {
            let Some(users) = store.list_users(org.as_deref()).await? else {
                return Err(unknown(&org.unwrap_or_default()));
            };
            let rows = users.into_iter().map(|user| {
                [
                    user.organization,
                    user.username,
                    user.email,
                    day(user.created_at),
                ]
            });
            table::print(["organization", "user", "email", "created"], rows)
        }
    }
}
