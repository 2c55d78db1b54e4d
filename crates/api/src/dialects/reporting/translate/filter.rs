//! Which tests of a build are shown.
//!
//! What Verdict keeps filters. What only the vendor computes is a constant here, as it is where a test is
//! shown: no test is muted or has a smart tag, each is of re-run 0, and every failure is to be investigated.

use domain::status::{Class, Status};
use serde_json::Value;
use store::read::Build;

use super::super::status::STATUS;
use super::leaf::Leaf;
use super::platform::Platform;
use super::query::{flag, integers, list, words};
use crate::failure::Failure;

/// An empty list is no condition.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(super) statuses: Vec<String>,
    devices: Vec<String>,
    os: Vec<String>,
    failure_categories: Vec<String>,
    host_names: Vec<String>,
    ci_build_numbers: Vec<String>,
    /// Whether something is asked for that no test has.
    nothing: bool,
}

const FLAGS: [&str; 5] = [
    "is_muted",
    "is_flaky",
    "is_new_failure",
    "is_always_failing",
    "has_performance_anomaly",
];

/// As `failure_categories` of a build spells it.
const TO_BE_INVESTIGATED: &str = "to be investigated";

impl Filter {
    pub(crate) fn parse(query: &impl Fn(&str) -> Option<String>) -> Result<Self, Failure> {
        let mut nothing = false;
        for name in FLAGS {
            nothing |= flag(name, query(name))? == Some(true);
        }
        let re_runs = integers("re_runs", query("re_runs"))?;
        nothing |= !re_runs.is_empty() && !re_runs.contains(&0);
        Ok(Self {
            statuses: words(query("test_statuses")),
            devices: words(query("devices")),
            os: words(query("os")),
            failure_categories: words(query("failure_categories")),
            host_names: list(query("host_names")),
            ci_build_numbers: list(query("ci_build_numbers")),
            nothing,
        })
    }

    /// Whether tests of this build are shown at all: machine and CI job are told of the whole build.
    pub(super) fn suits(&self, build: Option<&Build>) -> bool {
        let has = |wanted: &[String], object: Option<&Value>, key: &str| {
            let told = object.and_then(|it| it.get(key)).and_then(Value::as_str);
            wanted.is_empty() || told.is_some_and(|told| wanted.iter().any(|it| it == told))
        };
        let host = build.and_then(|it| it.host_info.as_ref());
        let ci = build.and_then(|it| it.ci_info.as_ref());
        !self.nothing
            && has(&self.host_names, host, "hostname")
            && has(&self.ci_build_numbers, ci, "build_number")
    }

    pub(super) fn shows(&self, leaf: &Leaf) -> bool {
        self.shows_status(leaf.status)
            && self.shows_category(leaf)
            && self.shows_platform(&leaf.platform)
    }

    /// Who asks for failed tests gets those that timed out too: they fail in every dialect.
    fn shows_status(&self, status: Status) -> bool {
        let word = STATUS.to_wire(status);
        let asked = |word: &str| self.statuses.iter().any(|it| it == word);
        self.statuses.is_empty() || asked(word) || (word == "timeout" && asked("failed"))
    }

    fn shows_category(&self, leaf: &Leaf) -> bool {
        let failed = leaf
            .counted()
            .is_some_and(|it| it.class() == Class::Failing);
        let asked = self
            .failure_categories
            .iter()
            .any(|it| it == TO_BE_INVESTIGATED);
        self.failure_categories.is_empty() || (failed && asked)
    }

    /// A system is asked for by its name, with or without its version: `Windows`, `Windows 11`.
    fn shows_platform(&self, platform: &Platform) -> bool {
        let has = |wanted: &[String], forms: &[String]| {
            wanted.is_empty() || forms.iter().any(|form| wanted.contains(form))
        };
        let os = platform.os.to_lowercase();
        let versioned = format!("{os} {}", platform.os_version.to_lowercase());
        has(&self.devices, &[platform.device.to_lowercase()]) && has(&self.os, &[os, versioned])
    }
}
