//! Which builds a list shows.

use store::read::{BuildFilter, RunShape, Shapes};
use time::{Duration, OffsetDateTime};

use super::super::status::BUILD_STATUSES;
use super::query::{flag, list, words};
use super::stats::{BuildState, INACTIVITY, build_status, stats};
use crate::failure::Failure;

/// Without `date_range` a list goes back this far, as the vendor's does.
const USUAL_RANGE: Duration = Duration::days(7);
/// A client's clock may be ahead: the usual range has no other end.
const END_OF_TIME: OffsetDateTime = time::macros::datetime!(9999-12-31 23:59:59 UTC);

/// `GET /ext/v1/builds/latest`: the newest build of a project by its name.
pub(crate) fn latest(query: impl Fn(&str) -> Option<String>) -> Result<BuildFilter, Failure> {
    let given = |name: &str| query(name).filter(|it| !it.trim().is_empty());
    let project = given("project_name");
    Ok(BuildFilter {
        project_name: Some(
            project.ok_or_else(|| Failure::Invalid("project_name is required".to_owned()))?,
        ),
        names: given("build_name").into_iter().collect(),
        users: given("user_name").into_iter().collect(),
        tags: list(query("build_tags")),
        frameworks: words(query("framework")),
        began: None,
        shapes: None,
        before: None,
    })
}

/// `GET /ext/v1/projects/:project/builds`; `None` if what is asked for exists nowhere: no build is archived.
pub(crate) fn search(
    query: impl Fn(&str) -> Option<String>,
    before: Option<i32>,
    now: OffsetDateTime,
) -> Result<Option<BuildFilter>, Failure> {
    let archived = flag("is_archived", query("is_archived"))?;
    let statuses = words(query("build_status"));
    let filter = BuildFilter {
        project_name: None,
        names: list(query("unique_build_names")),
        users: list(query("users")),
        tags: list(query("build_tags")),
        frameworks: words(query("frameworks")),
        began: Some(date_range(query("date_range"), now)?),
        shapes: shapes(&statuses, now)?,
        before,
    };
    Ok((archived != Some(true)).then_some(filter))
}

/// `startMs,endMs`; nothing is between a later and an earlier one.
fn date_range(
    raw: Option<String>,
    now: OffsetDateTime,
) -> Result<(OffsetDateTime, OffsetDateTime), Failure> {
    let Some(raw) = raw.filter(|it| !it.is_empty()) else {
        return Ok((now - USUAL_RANGE, END_OF_TIME));
    };
    let ends = raw.split_once(',');
    let ends = ends.and_then(|(from, to)| Some((moment(from)?, moment(to)?)));
    ends.ok_or_else(|| {
        Failure::Invalid("date_range must be two times in milliseconds, startMs,endMs".to_owned())
    })
}

/// Milliseconds since 1970, in years 1 to 9999.
fn moment(raw: &str) -> Option<OffsetDateTime> {
    let milliseconds: i64 = raw.trim().parse().ok()?;
    let nanoseconds = i128::from(milliseconds).checked_mul(1_000_000)?;
    let moment = OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok()?;
    (1..=9999).contains(&moment.year()).then_some(moment)
}

/// The shapes of runs whose status is one of these: the two tables are searched as they are shown.
fn shapes(statuses: &[String], now: OffsetDateTime) -> Result<Option<Shapes>, Failure> {
    if statuses.is_empty() {
        return Ok(None);
    }
    if !statuses
        .iter()
        .all(|it| BUILD_STATUSES.contains(&it.as_str()))
    {
        let problem = format!("build_status must be of {}", BUILD_STATUSES.join(", "));
        return Err(Failure::Invalid(problem));
    }
    let is_asked = |shape: &RunShape| {
        let RunShape {
            shown,
            over,
            quiet,
            short_or_late,
        } = *shape;
        let life = match (over, quiet) {
            (true, _) => BuildState::Finished,
            (false, true) => BuildState::TimedOut,
            (false, false) => BuildState::Running,
        };
        let status = build_status(life, stats(&shown), short_or_late);
        statuses.iter().any(|it| it == status)
    };
    Ok(Some(Shapes {
        quiet_since: now - INACTIVITY,
        any_of: RunShape::all().filter(is_asked).collect(),
    }))
}
