//! Runs of plans and tests.

use domain::case::RowKey;
use domain::text::Text;
use store::catalogue::{NewRun, PlanRun};
use store::locate::Case;
use time::OffsetDateTime;

use super::super::wire::Execute;
use crate::body;
use crate::failure::Failure;
use crate::fields;

/// What every started run has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Started {
    pub(crate) at: OffsetDateTime,
    pub(crate) read_token: [u8; 32],
}

/// Reads the body, which a client may leave out or send with any content type.
///
/// Parameter values are for an executor, and this server has none: they are read and not kept, since
/// they may hold passwords.
pub(crate) fn execute(sent: &[u8]) -> Result<(), Failure> {
    if sent.trim_ascii().is_empty() {
        return Ok(());
    }
    let Execute {
        _parameter_values: _,
    } = body::parse(sent)?;
    Ok(())
}

pub(crate) fn run_of_plan(plan: PlanRun, started: Started) -> Result<NewRun, Failure> {
    let PlanRun {
        number,
        id: _,
        name,
        application: _,
        rows,
    } = plan;
    let name = fields::text("name", name)?;
    Ok(new_run(name, rows, Some(number), started))
}

pub(crate) fn run_of_test(case: Case, started: Started) -> Result<NewRun, Failure> {
    let Case {
        number,
        opaque: _,
        title,
        catalogued: _,
    } = case;
    let name = fields::text("name", title)?;
    Ok(new_run(name, vec![RowKey::first_of(number)], None, started))
}

fn new_run(name: Text, rows: Vec<RowKey>, plan: Option<i32>, started: Started) -> NewRun {
    let Started { at, read_token } = started;
    NewRun {
        rows,
        plan,
        read_token: Some(read_token),
        started_at: Some(at),
        ..NewRun::named(name)
    }
}
