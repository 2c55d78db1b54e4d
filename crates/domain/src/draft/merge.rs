//! What becomes of lists when a draft is laid over what is known.
//!
//! Each of these, applied twice, gives what it gives once; repeated upserts rest on it.

use super::{FailuresDraft, IssuesDraft};
use crate::outcome::{Environment, Failure, Field, IssueLink};
use crate::patch::Patch;
use crate::rare::Rare;

pub(super) fn merged_issues(draft: IssuesDraft, base: Vec<IssueLink>) -> Vec<IssueLink> {
    match draft {
        IssuesDraft::Whole(patch) => patch.over(Some(base)).unwrap_or_default(),
        IssuesDraft::First {
            key: Patch::Keep,
            url: Patch::Keep,
        } => base,
        IssuesDraft::First { key, url } => {
            let mut links = base.into_iter();
            let first = links.next().unwrap_or_default();
            let first = IssueLink {
                key: key.over(first.key),
                url: url.over(first.url),
                ..first
            };
            if first.key.is_some() || first.url.is_some() {
                std::iter::once(first).chain(links).collect()
            } else {
                // With the others kept, the next one would come up as the first, and the same
                // update sent again would take that away too.
                Vec::new()
            }
        }
    }
}

pub(super) fn merged_failures(draft: FailuresDraft, base: Vec<Failure>) -> Vec<Failure> {
    match draft {
        FailuresDraft::Whole(patch) => patch.over(Some(base)).unwrap_or_default(),
        FailuresDraft::First {
            message: Patch::Keep,
            trace: Patch::Keep,
        } => base,
        FailuresDraft::First { message, trace } => {
            let mut failures = base.into_iter();
            let first = failures.next().unwrap_or_default();
            let first = Failure {
                message: message.over(first.message),
                trace: trace.over(first.trace),
            };
            if first == Failure::default() {
                // As with issues: nothing moves up to be the first.
                Vec::new()
            } else {
                std::iter::once(first).chain(failures).collect()
            }
        }
    }
}

pub(super) fn merged_fields(draft: Patch<Vec<Field>>, base: Vec<Field>) -> Vec<Field> {
    match draft {
        Patch::Keep => base,
        Patch::Clear => Vec::new(),
        Patch::Set(given) => {
            let kept = base
                .into_iter()
                .filter(|old| given.iter().all(|new| new.name != old.name));
            kept.collect::<Vec<_>>().into_iter().chain(given).collect()
        }
    }
}

pub(super) fn merged_environment(
    draft: Rare<Environment>,
    base: Rare<Environment>,
) -> Rare<Environment> {
    if draft.is_silent() {
        base
    } else {
        base.into_inner().overridden(draft.into_inner()).into()
    }
}
