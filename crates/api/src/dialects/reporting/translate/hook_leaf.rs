//! A hook as a leaf of the tree. The vendor's tree has such leaves; what they hold beyond their two flags
//! is not known, so they are told like tests.

use std::collections::BTreeMap;

use domain::number::ConfigurationNumber;
use domain::outcome::Outcome;
use domain::text::Text;
use store::read::Hook;

use super::super::status::STATUS;
use super::super::wire::TestDetails;
use super::leaf::{Leaf, LeafKind, details};
use super::platform::Platform;
use super::retry::retry;
use crate::times;

pub(super) fn hook_leaf(hook: Hook, platforms: &BTreeMap<i32, Platform>, url: &str) -> Leaf {
    let Hook {
        id,
        hook_type,
        name,
        attempt: _,
        configuration,
        created_at,
        start,
        end,
    } = hook;
    let (_, outcome) = end.unwrap_or((created_at, start));
    let Outcome {
        status,
        note: _,
        elapsed_ms,
        executed_at,
        started_at,
        framework: _,
        issues: _,
        fields: _,
        failures,
        steps: _,
        origin,
        environment: _,
        metadata: _,
        hooks: _,
        author,
    } = outcome;
    let status = status.status;
    let origin = origin.into_inner();
    let plain = |texts: Vec<Text>| texts.into_iter().map(Text::into_string).collect();
    let number = configuration.map_or(0, ConfigurationNumber::get);
    let retries = vec![retry(id, status, elapsed_ms, failures)];
    Leaf {
        kind: kind(&hook_type),
        key: None,
        file: origin.file.map(Text::into_string).unwrap_or_default(),
        platform: platforms.get(&number).cloned().unwrap_or_default(),
        scopes: plain(origin.scopes),
        title: name,
        status,
        began: Some(created_at),
        finished_at: executed_at,
        details: TestDetails {
            status: STATUS.to_wire(status),
            duration: elapsed_ms,
            started_at: started_at.map(times::millis_offset),
            observability_url: format!("{url}/testRuns"),
            tags: plain(origin.tags),
            last_executed_by_id: Some(author.get()),
            ..details(None, retries)
        },
    }
}

/// `beforeAll`, `BEFORE_ALL` and `before all` are the same word.
pub(super) fn kind(hook_type: &str) -> LeafKind {
    let letters = hook_type.chars().filter(char::is_ascii_alphabetic);
    let word = letters.collect::<String>().to_ascii_lowercase();
    LeafKind::Hook {
        before_all: word == "beforeall",
        after_all: word == "afterall",
    }
}
