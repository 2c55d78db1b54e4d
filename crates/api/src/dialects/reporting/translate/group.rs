//! The roots of the tree: the leaves of one file on one platform.

use std::collections::BTreeMap;

use domain::counts::Counts;
use serde::{Deserialize, Serialize};

use super::leaf::Leaf;
use super::platform::Platform;

/// What tells one root from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct GroupKey {
    pub(super) file: String,
    #[serde(flatten)]
    pub(super) platform: Platform,
}

pub(super) struct Group {
    pub(super) key: GroupKey,
    pub(super) leaves: Vec<Leaf>,
}

/// The groups in the order of their first leaves.
pub(super) fn groups(leaves: Vec<Leaf>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: BTreeMap<GroupKey, usize> = BTreeMap::new();
    for leaf in leaves {
        let key = GroupKey {
            file: leaf.file.clone(),
            platform: leaf.platform.clone(),
        };
        let place = *places.entry(key.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.leaves.push(leaf),
            None => groups.push(Group {
                key,
                leaves: vec![leaf],
            }),
        }
    }
    groups
}

impl Group {
    /// The name of the file without its folders. Rows without a file are the build's own.
    pub(super) fn display_name<'a>(&'a self, build_name: &'a str) -> &'a str {
        let file = self.key.file.as_str();
        if file.is_empty() {
            return build_name;
        }
        let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
        if base.is_empty() { file } else { base }
    }

    /// The milliseconds of all its leaves.
    pub(super) fn duration(&self) -> i64 {
        let durations = self.leaves.iter().filter_map(|it| it.details.duration);
        durations.map(i64::from).sum()
    }

    pub(super) fn counts(&self) -> Counts {
        self.leaves.iter().filter_map(Leaf::counted).collect()
    }
}
