//! Pages of roots. The cursor names the first root of the next page, as the vendor's does.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::group::{Group, GroupKey};
use crate::failure::Failure;

/// The vendor's page size is unknown; a root may hold any number of tests.
pub(super) const ROOTS_PER_PAGE: usize = 50;

/// Where a page begins; opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// The build whose roots these are.
    build: String,
    #[serde(flatten)]
    key: GroupKey,
    /// Where it was; taken if the root is gone since.
    place: usize,
}

impl Cursor {
    /// Reads a cursor of this build.
    pub(crate) fn parse(raw: Option<&str>, build: &str) -> Result<Option<Self>, Failure> {
        parse(raw, |it: &Self| it.build == build)
    }
}

/// Reads a cursor that was given out, for just what it is sent to.
pub(super) fn parse<T: DeserializeOwned>(
    raw: Option<&str>,
    is_of_this: impl Fn(&T) -> bool,
) -> Result<Option<T>, Failure> {
    let Some(raw) = raw.filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let cursor = URL_SAFE_NO_PAD.decode(raw).ok();
    let cursor = cursor.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    cursor
        .filter(is_of_this)
        .map(Some)
        .ok_or_else(|| Failure::Invalid("next_page is not one that was given here".to_owned()))
}

pub(super) fn spelled(cursor: &impl Serialize) -> Option<String> {
    Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(cursor).ok()?))
}

/// The page that begins at the cursor, and the cursor of the next one.
pub(super) fn page(
    groups: Vec<Group>,
    cursor: Option<&Cursor>,
    build: &str,
) -> (Vec<Group>, Option<String>) {
    let begin = cursor.map_or(0, |cursor| {
        groups
            .iter()
            .position(|group| group.key == cursor.key)
            .unwrap_or(cursor.place)
    });
    let end = begin.saturating_add(ROOTS_PER_PAGE);
    let next = groups.get(end).and_then(|group| {
        spelled(&Cursor {
            build: build.to_owned(),
            key: group.key.clone(),
            place: end,
        })
    });
    let page = groups.into_iter().skip(begin).take(ROOTS_PER_PAGE);
    (page.collect(), next)
}
