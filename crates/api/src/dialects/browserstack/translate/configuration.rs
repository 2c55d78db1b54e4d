//! Configurations.

use domain::outcome::Environment;
use store::catalogue::{Configuration, NewConfiguration};

use super::super::wire;
use crate::failure::Failure;
use crate::fields;

const MOST_CHARS: usize = 255;

pub(crate) fn new_configuration(body: wire::NewConfiguration) -> Result<NewConfiguration, Failure> {
    let wire::NewConfiguration {
        name,
        device,
        os,
        os_version,
        browser,
        browser_version,
    } = body;
    let text = |at, raw| fields::optional_at_most(at, raw, MOST_CHARS);
    Ok(NewConfiguration {
        name: fields::required("name", name, MOST_CHARS)?,
        environment: Environment {
            device: text("device", device)?,
            os: text("os", os)?,
            os_version: text("os_version", os_version)?,
            browser: text("browser", browser)?,
            browser_version: text("browser_version", browser_version)?,
            viewport: None,
        },
    })
}

pub(crate) fn configuration(configuration: Configuration) -> wire::Configuration {
    let Configuration {
        number,
        name,
        device,
        os,
        os_version,
        browser,
        browser_version,
        viewport: _,
    } = configuration;
    wire::Configuration {
        id: number,
        name,
        os,
        os_version,
        device,
        browser,
        browser_version,
        is_system: false,
    }
}
