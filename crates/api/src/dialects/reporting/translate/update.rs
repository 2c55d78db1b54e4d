//! Tags that are added to a build, and its quality gate.

use domain::spelling;
use domain::text::Text;
use store::locate::Run;
use time::OffsetDateTime;

use super::super::wire;
use super::parts;
use super::timeline::Timeline;
use crate::failure::Failure;

/// The tags to add. The bounds are those of a start.
pub(crate) fn added_tags(body: wire::UpdateBuild) -> Result<Vec<Text>, Failure> {
    let wire::UpdateBuild { build_tags } = body;
    let tags = build_tags.ok_or_else(|| Failure::Invalid("build_tags is required".to_owned()))?;
    parts::tags("build_tags", Some(tags), Text::MAX_CHARS)
}

/// There are no quality profiles whose rules could decide, so the build does: who waits for the gate must not
/// go on after failed tests.
pub(crate) fn quality_gates(run: &Run, url: String, now: OffsetDateTime) -> wire::QualityGates {
    let status = Timeline::of(run, now).status;
    wire::QualityGates {
        status,
        build_uuid: spelling::hashed(run.opaque),
        build_url: url,
        quality_gate_result: status,
        quality_profiles: [],
    }
}
