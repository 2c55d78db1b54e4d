//! Starts and ends of builds.

use domain::text::Text;
use serde_json::{Map, Value, json};
use store::catalogue::{Joined, NewBuild, NewProject, NewRun};
use time::OffsetDateTime;

use super::super::{limits, wire};
use super::parts;
use super::stats::INACTIVITY;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;

/// The project and the run that a start asks for. Names are kept as they were sent.
pub(crate) fn build(
    body: wire::StartBuild,
    now: OffsetDateTime,
) -> Result<(NewProject, NewRun), Failure> {
    let wire::StartBuild {
        name,
        project_name,
        started_at,
        tags,
        build_run_identifier,
        host_info,
        ci_info,
        version_control,
        framework,
    } = body;
    let name = fields::required("name", name, limits::BUILD_NAME_CHARS)?;
    let project = fields::required("project_name", project_name, limits::BUILD_NAME_CHARS)?;
    let started_at = parts::time("started_at", started_at)?;
    let identifier = fields::optional_at_most(
        "build_run_identifier",
        build_run_identifier,
        limits::IDENTIFIER_CHARS,
    )?;
    let (framework_name, framework_version) = self::framework(framework)?;
    let build = NewBuild {
        // A CI job with an unset variable sends "", which must not join it to other such jobs.
        identifier: identifier.filter(|it| !it.as_str().trim().is_empty()),
        quiet_since: now.checked_sub(INACTIVITY),
        joined: Joined::Running,
        host_info: self::host_info(host_info)?,
        ci_info: self::ci_info(ci_info)?,
        version_control: self::version_control(version_control)?,
        framework_name,
        framework_version,
    };
    let run = NewRun {
        tags: parts::tags("tags", tags, Text::MAX_CHARS)?,
        started_at: Some(started_at),
        build: Some(build),
        ..NewRun::named(name)
    };
    let project = NewProject {
        name: project,
        description: None,
        prefix: None,
    };
    Ok((project, run))
}

fn framework(
    raw: Option<Object<wire::Framework>>,
) -> Result<(Option<Text>, Option<Text>), Failure> {
    let Some(Object(wire::Framework { name, version })) = raw else {
        return Ok((None, None));
    };
    Ok((
        Some(fields::required("framework.name", name, Text::MAX_CHARS)?),
        Some(fields::required(
            "framework.version",
            version,
            Text::MAX_CHARS,
        )?),
    ))
}

fn host_info(raw: Option<Object<wire::ReportedHost>>) -> Result<Option<Value>, Failure> {
    let Some(Object(raw)) = raw else {
        return Ok(None);
    };
    let wire::ReportedHost {
        hostname,
        platform,
        kind,
        version,
        arch,
    } = raw;
    Ok(Some(json!({
        "hostname": screened("host_info.hostname", hostname)?,
        "platform": screened("host_info.platform", platform)?,
        "type": screened("host_info.type", kind)?,
        "version": screened("host_info.version", version)?,
        "arch": screened("host_info.arch", arch)?,
    })))
}

fn ci_info(raw: Option<Object<wire::ReportedCi>>) -> Result<Option<Value>, Failure> {
    let Some(Object(raw)) = raw else {
        return Ok(None);
    };
    let wire::ReportedCi {
        name,
        build_url,
        url,
        build_number,
        job_name,
    } = raw;
    Ok(Some(json!({
        "name": screened("ci_info.name", name)?,
        "build_url": screened("ci_info.build_url", build_url)?,
        "url": screened("ci_info.url", url)?,
        "build_number": screened("ci_info.build_number", build_number)?,
        "job_name": screened("ci_info.job_name", job_name)?,
    })))
}

fn screened(at: &str, raw: Option<String>) -> Result<Option<String>, Failure> {
    Ok(fields::optional(at, raw)?.map(Text::into_string))
}

/// Free-form, but every text in it has to be one that can be stored.
fn version_control(raw: Option<Map<String, Value>>) -> Result<Option<Value>, Failure> {
    let Some(raw) = raw else { return Ok(None) };
    let value = Value::Object(raw);
    screen("version_control", &value)?;
    Ok(Some(value))
}

pub(super) fn screen(at: &str, value: &Value) -> Result<(), Failure> {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        Value::String(text) => fields::text(at, text.clone()).map(drop),
        Value::Array(items) => items.iter().try_for_each(|item| screen(at, item)),
        Value::Object(entries) => entries.iter().try_for_each(|(key, item)| {
            fields::text(at, key.clone())?;
            screen(at, item)
        }),
    }
}

/// When the build ended.
pub(crate) fn finish_build(body: wire::Finish) -> Result<OffsetDateTime, Failure> {
    let wire::Finish { finished_at } = body;
    parts::time("finished_at", finished_at)
}
