//! Starts and ends of hooks.

use domain::number::UserNumber;
use domain::outcome::{Origin, Outcome};
use domain::status::Status;
use domain::text::Text;
use store::read::Hook;
use store::record::NewHook;

use super::super::{limits, wire};
use super::finish::finish_test;
use super::parts;
use crate::failure::Failure;
use crate::fields;

/// Any word is a type: the SDKs say `BEFORE_ALL` where the documents say `beforeAll`.
pub(crate) fn start_hook(body: wire::StartHook, author: UserNumber) -> Result<NewHook, Failure> {
    let wire::StartHook {
        hook_type,
        name,
        file_name,
        scopes,
        started_at,
        test_run_id,
        tags,
        location,
        custom_metadata,
        environment,
    } = body;
    let origin = Origin {
        file: Some(fields::required(
            "file_name",
            file_name,
            limits::FILE_CHARS,
        )?),
        scopes: parts::scopes(scopes)?,
        location: fields::optional_at_most("location", location, limits::FILE_CHARS)?,
        vc_path: None,
        // Only a test's tags have a bound on their length.
        tags: parts::tags("tags", tags, Text::MAX_CHARS)?,
        language: None,
        code: None,
        preliminary: None,
    };
    Ok(NewHook {
        hook_type: fields::required("hook_type", hook_type, limits::HOOK_TYPE_CHARS)?,
        name: fields::required("name", name, limits::NAME_CHARS)?,
        attempt: test_run_id
            .map(|it| parts::uuid("test_run_id", &it))
            .transpose()?,
        start: Outcome {
            started_at: Some(parts::time("started_at", started_at)?),
            origin: origin.into(),
            environment: parts::environment(environment)?.into(),
            metadata: parts::metadata(custom_metadata)?,
            ..Outcome::bare(Status::InProgress.into(), author)
        },
    })
}

/// The whole outcome of a hook: what its end says over what its start said.
pub(crate) fn finish_hook(
    body: wire::FinishHook,
    hook: Hook,
    author: UserNumber,
) -> Result<Outcome, Failure> {
    let (hook_type, end) = body.parts();
    let hook_type = fields::required("hook_type", hook_type, limits::HOOK_TYPE_CHARS)?;
    // The only rule across calls that the vendor states.
    if hook_type.as_str() != hook.hook_type {
        let problem = "hook_type must be exactly that of the start".to_owned();
        return Err(Failure::Invalid(problem));
    }
    let draft = finish_test(end, &hook.start)?;
    let draft = Box::new(draft).checked(&[]).map_err(Failure::Refused)?;
    Ok(draft.over(Some(hook.start), author))
}
