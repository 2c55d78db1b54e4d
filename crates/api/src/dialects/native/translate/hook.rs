//! A hook with everything that is stored of it. As with a result, nothing may be left out.

use domain::outcome::Outcome;
use domain::spelling::{self, Kind};
use store::catalogue::Configuration;
use store::locate::Run;
use store::read::Hook;

use super::super::status::STATUS;
use super::super::wire;
use super::configuration::configuration;
use super::result::{environment, failure, metadata, origin};
use super::step::steps;
use crate::times;

pub(crate) fn shown_hook(run: &Run, hook: Hook, known: Option<Configuration>) -> wire::ShownHook {
    let Hook {
        id,
        hook_type,
        name,
        attempt,
        configuration: _,
        created_at,
        start,
        end,
    } = hook;
    let (recorded_at, outcome) = match end {
        Some((recorded_at, outcome)) => (Some(recorded_at), outcome),
        None => (None, start),
    };
    // A hook has no way to say anything of what is passed over here.
    let Outcome {
        status,
        note: _,
        elapsed_ms,
        executed_at,
        started_at,
        framework: _,
        issues: _,
        fields: _,
        failures,
        steps: outcome_steps,
        origin: outcome_origin,
        environment: outcome_environment,
        metadata: outcome_metadata,
        hooks: _,
        author,
    } = outcome;
    wire::ShownHook {
        id: id.to_string(),
        run_id: spelling::numbered(Kind::Run, run.number.get()),
        project_id: spelling::numbered(Kind::Project, run.project.get()),
        hook_type,
        name,
        attempt_id: attempt.map(|id| id.to_string()),
        configuration: known.map(configuration),
        status: STATUS.to_wire(status.status),
        elapsed_ms,
        created_at: times::millis(created_at),
        recorded_at: recorded_at.map(times::millis),
        executed_at: executed_at.map(times::millis),
        started_at: started_at.map(times::millis),
        author_id: author.get(),
        failures: failures.iter().map(failure).collect(),
        steps: steps(run.number, None, &outcome_steps),
        origin: origin(&outcome_origin),
        environment: environment(&outcome_environment),
        metadata: metadata(&outcome_metadata),
    }
}
