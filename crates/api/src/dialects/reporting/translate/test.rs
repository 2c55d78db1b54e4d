//! Starts of tests.

use domain::identity::Identity;
use domain::number::UserNumber;
use domain::outcome::{Origin, Outcome};
use domain::status::Status;
use domain::text::Text;
use store::record::NewAttempt;

use super::super::{limits, wire};
use super::parts;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;

/// A test is found again by file, scopes and name.
///
/// The preliminary `result` is kept as it is said: a test has an outcome once it is finished.
pub(crate) fn start_test(body: wire::StartTest, author: UserNumber) -> Result<NewAttempt, Failure> {
    let wire::StartTest {
        name,
        file_name,
        scopes,
        started_at,
        tags,
        location,
        vc_filepath,
        result,
        custom_metadata,
        environment,
        body,
    } = body;
    let name = fields::required("name", name, limits::NAME_CHARS)?;
    let file = fields::required("file_name", file_name, limits::FILE_CHARS)?;
    let scopes = parts::scopes(scopes)?;
    let started_at = parts::time("started_at", started_at)?;
    let (language, code) = source(body)?;
    let plain: Vec<String> = scopes.iter().map(ToString::to_string).collect();
    let identity = Identity::automated(file.as_str(), &plain, name.as_str());
    let origin = Origin {
        file: Some(file),
        scopes,
        location: fields::optional_at_most("location", location, limits::FILE_CHARS)?,
        vc_path: fields::optional_at_most("vc_filepath", vc_filepath, limits::FILE_CHARS)?,
        tags: parts::tags("tags", tags, limits::TAG_CHARS)?,
        language,
        code,
        preliminary: fields::optional_at_most("result", result, limits::PRELIMINARY_CHARS)?,
    };
    Ok(NewAttempt {
        name,
        identity,
        start: Outcome {
            started_at: Some(started_at),
            origin: origin.into(),
            environment: parts::environment(environment)?.into(),
            metadata: parts::metadata(custom_metadata)?,
            ..Outcome::bare(Status::InProgress.into(), author)
        },
    })
}

fn source(raw: Option<Object<wire::Source>>) -> Result<(Option<Text>, Option<Text>), Failure> {
    let Some(Object(wire::Source { lang, code })) = raw else {
        return Ok((None, None));
    };
    Ok((
        fields::optional("body.lang", lang)?,
        fields::optional("body.code", code)?,
    ))
}
