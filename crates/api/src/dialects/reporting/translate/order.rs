//! `sort` and `order`: how the roots follow each other. Inside a root, tests stand as they began.

use std::cmp::Ordering;

use super::group::Group;
use crate::failure::Failure;

/// `sort`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    ExecutionOrder,
    TopLevelName,
    Duration,
    FailedTest,
    Platform,
}

/// `order`. The vendor answers 500 to a `sort` without it; we take ascending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Asc,
    Desc,
}

impl Sort {
    pub(crate) fn parse(raw: Option<&str>) -> Result<Self, Failure> {
        match raw {
            None | Some("" | "EXECUTION_ORDER") => Ok(Self::ExecutionOrder),
            Some("TOP_LEVEL_NAME") => Ok(Self::TopLevelName),
            Some("DURATION") => Ok(Self::Duration),
            Some("FAILED_TEST") => Ok(Self::FailedTest),
            Some("PLATFORM") => Ok(Self::Platform),
            Some(_) => Err(Failure::Invalid(
                "sort must be one of EXECUTION_ORDER, TOP_LEVEL_NAME, DURATION, FAILED_TEST, PLATFORM"
                    .to_owned(),
            )),
        }
    }

    fn compare(self, one: &Group, other: &Group, build_name: &str) -> Ordering {
        let name = |group: &Group| group.display_name(build_name).to_owned();
        match self {
            // They come in this order, and sorting keeps it among equals.
            Self::ExecutionOrder => Ordering::Equal,
            Self::TopLevelName => name(one).cmp(&name(other)),
            Self::Duration => one.duration().cmp(&other.duration()),
            Self::FailedTest => one.counts().failing().cmp(&other.counts().failing()),
            Self::Platform => one.key.platform.cmp(&other.key.platform),
        }
    }
}

impl Order {
    pub(crate) fn parse(raw: Option<&str>) -> Result<Self, Failure> {
        match raw.map(str::to_ascii_lowercase).as_deref() {
            None | Some("" | "asc") => Ok(Self::Asc),
            Some("desc") => Ok(Self::Desc),
            Some(_) => Err(Failure::Invalid("order must be Asc or Desc".to_owned())),
        }
    }
}

/// Sorts groups that come in the order of execution.
pub(super) fn arrange(groups: &mut [Group], sort: Sort, order: Order, build_name: &str) {
    groups.sort_by(|one, other| sort.compare(one, other, build_name));
    match order {
        Order::Asc => {}
        Order::Desc => groups.reverse(),
    }
}
