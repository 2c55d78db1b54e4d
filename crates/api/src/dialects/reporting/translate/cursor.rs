//! Pages of roots. The cursor names the first root of the next page, as the vendor's does.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::group::{Group, GroupKey};
use crate::failure::Failure;

/// The vendor's page size is unknown; a root may hold any number of tests.
pub(super) const ROOTS_PER_PAGE: usize = 50;

/// Where a page begins; opaque to clients.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    #[serde(flatten)]
    key: GroupKey,
    /// Where it was; taken if the root is gone since.
    place: usize,
}

impl Cursor {
    pub(crate) fn parse(raw: Option<&str>) -> Result<Option<Self>, Failure> {
        let Some(raw) = raw.filter(|it| !it.is_empty()) else {
            return Ok(None);
        };
        URL_SAFE_NO_PAD
            .decode(raw)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .map(Some)
            .ok_or_else(|| Failure::Invalid("next_page is not one that was given".to_owned()))
    }

    fn spelled(&self) -> Option<String> {
        Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).ok()?))
    }
}

/// The page that begins at the cursor, and the cursor of the next one.
pub(super) fn page(groups: Vec<Group>, cursor: Option<&Cursor>) -> (Vec<Group>, Option<String>) {
    let begin = cursor.map_or(0, |cursor| {
        groups
            .iter()
            .position(|group| group.key == cursor.key)
            .unwrap_or(cursor.place)
    });
    let end = begin.saturating_add(ROOTS_PER_PAGE);
    let next = groups.get(end).and_then(|group| {
        let (key, place) = (group.key.clone(), end);
        Cursor { key, place }.spelled()
    });
    let page = groups.into_iter().skip(begin).take(ROOTS_PER_PAGE);
    (page.collect(), next)
}
