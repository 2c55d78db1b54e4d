//! Where a row was executed: a root of the tree stands for one file on one platform.

use domain::number::ConfigurationNumber;
use serde::{Deserialize, Serialize};
use store::catalogue::Configuration;
use store::read::{Hook, RowEntry};

use super::super::wire::Named;

/// The parts that the vendor knows of; unknown ones are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Platform {
    pub(super) os: String,
    pub(super) os_version: String,
    pub(super) browser: String,
    pub(super) browser_version: String,
    pub(super) device: String,
}

/// The configurations of rows and hooks, by number.
pub(crate) fn configurations(rows: &[RowEntry], hooks: &[Hook]) -> Vec<i32> {
    let rows = rows.iter().filter_map(|row| row.key.configuration);
    let hooks = hooks.iter().filter_map(|hook| hook.configuration);
    let numbers = rows.chain(hooks).map(ConfigurationNumber::get);
    let mut numbers: Vec<i32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

impl Platform {
    /// A configuration without any of these parts is known by its name alone, which stands for the device.
    pub(super) fn of(configuration: &Configuration) -> Self {
        let Configuration {
            number: _,
            name,
            device,
            os,
            os_version,
            browser,
            browser_version,
            viewport: _,
        } = configuration.clone();
        let unnamed = device.is_none() && os.is_none() && browser.is_none();
        Self {
            os: os.unwrap_or_default(),
            os_version: os_version.unwrap_or_default(),
            browser: browser.unwrap_or_default(),
            browser_version: browser_version.unwrap_or_default(),
            device: device.unwrap_or(if unnamed { name } else { String::new() }),
        }
    }

    pub(super) fn os(&self) -> Named {
        named(&self.os, &self.os_version)
    }

    pub(super) fn browser(&self) -> Named {
        named(&self.browser, &self.browser_version)
    }
}

fn named(name: &str, version: &str) -> Named {
    let key = match (name, version) {
        ("", "") => "NA".to_owned(),
        (name, "") => name.to_owned(),
        (name, version) => format!("{name},{version}"),
    };
    Named {
        name: name.to_owned(),
        version: version.to_owned(),
        key,
    }
}
