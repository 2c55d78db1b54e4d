//! Configurations.

use domain::outcome::Environment;
use store::catalogue::{Configuration, NewConfiguration};

use super::super::wire::{CHARS, Configuration as WireConfiguration, PutConfiguration};
use crate::failure::Failure;
use crate::fields;

/// Everything but the versions is required: Get Results shows it.
pub(crate) fn new_configuration(
    at: &str,
    body: PutConfiguration,
) -> Result<NewConfiguration, Failure> {
    let PutConfiguration {
        name,
        os,
        os_version,
        viewport,
        device,
        browser,
        browser_version,
    } = body;
    let required = |field: &str, raw| fields::required(format_args!("{at}.{field}"), raw, CHARS);
    let optional =
        |field: &str, raw| fields::optional_at_most(format_args!("{at}.{field}"), raw, CHARS);
    Ok(NewConfiguration {
        name: required("name", name)?,
        environment: Environment {
            device: Some(required("device", device)?),
            os: Some(required("os", os)?),
            os_version: optional("os_version", os_version)?,
            browser: Some(required("browser", browser)?),
            browser_version: optional("browser_version", browser_version)?,
            viewport: Some(required("viewport", viewport)?),
        },
    })
}

pub(crate) fn configuration(configuration: Configuration) -> WireConfiguration {
    let Configuration {
        number,
        name,
        device,
        os,
        os_version,
        browser,
        browser_version,
        viewport,
    } = configuration;
    WireConfiguration {
        id: number,
        name,
        os,
        os_version,
        viewport,
        device,
        browser,
        browser_version,
    }
}
