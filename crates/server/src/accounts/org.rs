//! `verdict org …`.

use anyhow::bail;
use domain::text::Text;
use store::Store;

use super::table::{self, day};
use super::words;
use crate::cli::Org;

/// What is asked for.
pub(super) enum Request {
    Create(Text),
    List,
}

pub(super) fn request(org: &Org) -> anyhow::Result<Request> {
    Ok(match org {
        Org::Create { name } => Request::Create(words::organization(name)?),
        Org::List => Request::List,
    })
}

pub(super) async fn carry_out(store: &Store, request: Request) -> anyhow::Result<()> {
    match request {
        Request::Create(name) => {
            let shown = name.as_str().to_owned();
            if !store.create_organization(name).await? {
                bail!("there is an organization named {shown:?} already: choose another name");
            }
            table::done(&format!(
                "made the organization {shown:?}; `verdict user create` gives it users"
            ))
        }
        Request::List => {
            let rows = store
                .list_organizations()
                .await?
                .into_iter()
                .map(|org| [org.name, org.users.to_string(), day(org.created_at)]);
            table::print(["organization", "users", "created"], rows)
        }
    }
}

/// What to say where no organization has the name.
pub(super) fn unknown(name: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "there is no organization named {name:?}: `verdict org list` shows them, `verdict org create` makes one"
    )
}
