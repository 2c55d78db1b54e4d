//! Replaces the steps of a case.

use diesel::sql_types::{Array, Integer, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domain::case::{CaseStep, kept_steps};
use domain::number::StepNumber;
use domain::text::Text as ScreenedText;

use super::NewStep;
use crate::error::StoreError;
use crate::locate::{Case, Located};
use crate::record::facts::text;
use crate::statement::statement;

statement! {
    DropSteps { project: Integer = i32, case_no: Integer = i32 }
    "delete from case_steps where project_id = $1 and case_no = $2"
}

statement! {
    /// Writes all steps of a case; those without an id get the next ones of the organization.
    PutSteps {
        organization: Integer = i32,
        project: Integer = i32,
        case_no: Integer = i32,
        ids: Array<Nullable<Integer>> = Vec<Option<i32>>,
        actions: Array<Text> = Vec<String>,
        expected: Array<Text> = Vec<String>,
    }
    "with wanted as (
         select position, id, action, expected, count(*) filter (where id is null) over (order by position) as fresh
         from unnest($4::integer[], $5::text[], $6::text[]) with ordinality as w (id, action, expected, position)
     ), fresh as (
         select coalesce(max(fresh), 0)::integer as count from wanted
     ), numbered as (
         insert into organization_counters (organization_id, kind, last)
         select $1, 6, count from fresh where count > 0
         on conflict (organization_id, kind) do update set last = organization_counters.last + excluded.last
         returning last
     )
     insert into case_steps (project_id, case_no, id, position, action, expected)
     select $2, $3, coalesce(w.id, numbered.last - fresh.count + w.fresh::integer), w.position::integer,
         w.action, w.expected
     from wanted w cross join fresh left join numbered on true"
}

/// The steps a case has, from their columns.
pub(super) fn known(
    ids: Vec<i32>,
    actions: Vec<String>,
    expected: Vec<String>,
) -> Result<Vec<CaseStep>, StoreError> {
    let columns = ids.into_iter().zip(actions.into_iter().zip(expected));
    (1..)
        .zip(columns)
        .map(|(position, (id, (action, expected)))| {
            Ok(CaseStep {
                id: StepNumber::new(id)
                    .ok_or_else(|| StoreError::corrupt("case_steps.id below 1"))?,
                position,
                action: text(action)?,
                expected: text(expected)?,
            })
        })
        .collect()
}

/// Puts `steps` in the place of those that the case has.
pub(super) async fn replace(
    connection: &mut AsyncPgConnection,
    case: &Located<Case>,
    known: &[CaseStep],
    steps: Vec<NewStep>,
) -> Result<(), StoreError> {
    let texts: Vec<(&ScreenedText, &ScreenedText)> = steps
        .iter()
        .map(|step| (&step.action, &step.expected))
        .collect();
    let ids = kept_steps(known, &texts);
    let (project, case_no) = (case.project_id, case.number.get());
    DropSteps { project, case_no }.execute(connection).await?;
    let (actions, expected) = steps
        .into_iter()
        .map(|step| (step.action.into_string(), step.expected.into_string()))
        .unzip();
    let statement = PutSteps {
        organization: case.organization,
        project,
        case_no,
        ids: ids.into_iter().map(|id| id.map(StepNumber::get)).collect(),
        actions,
        expected,
    };
    statement.execute(connection).await?;
    Ok(())
}
