//! Who is to carry out which rows of a run.

use std::collections::BTreeMap;

use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};
use domain::spelling::Reference;
use domain::text::Text;
use store::catalogue::CaseName;
use store::locate::Run;

use super::super::wire;
use super::held::rows_of;
use super::names::{case_name, number};
use super::submission::row_of;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;

/// Rows as a request names them, and who is to have each.
#[derive(Debug)]
pub(crate) struct Assignments {
    pub(crate) cases: Vec<CaseName>,
    wanted: Vec<Wanted>,
}

#[derive(Debug)]
struct Wanted {
    /// The case as the client named it.
    id: String,
    configuration: Configuration,
    assignee: Option<Text>,
}

#[derive(Debug)]
enum Configuration {
    Any,
    Number(Integer),
    Row(Option<ConfigurationNumber>),
}

pub(crate) fn assignments(run: &Run, body: wire::Assign) -> Result<Assignments, Failure> {
    let wire::Assign { assign_to } = body;
    let mut cases = Vec::with_capacity(assign_to.len());
    let mut wanted = Vec::with_capacity(assign_to.len());
    for (place, Object(entry)) in assign_to.into_iter().enumerate() {
        let wire::Assignment {
            test_case_id,
            execution_id,
            configuration_id,
            assignee,
        } = entry;
        let at = format!("assign_to[{place}]");
        let (id, case, configuration) = match (execution_id, test_case_id) {
            (Some(id), _) => {
                let key = row_of(run, &id)?;
                let case = CaseName::Reference(Reference::Number(key.case.get()));
                (id, case, Configuration::Row(key.configuration))
            }
            (None, Some(id)) => {
                let case = case_name(format_args!("{at}.test_case_id"), &id)?;
                let configuration = configuration_id.map(Configuration::Number);
                (id, case, configuration.unwrap_or(Configuration::Any))
            }
            (None, None) => {
                let problem = format!("{at} needs a test_case_id or an execution_id");
                return Err(Failure::Malformed(problem));
            }
        };
        cases.push(case);
        wanted.push(Wanted {
            id,
            configuration,
            assignee: fields::optional_at_most(
                format_args!("{at}.assignee"),
                assignee,
                wire::MOST_PERSON_CHARS,
            )?
            .filter(|it| !it.as_str().is_empty()),
        });
    }
    Ok(Assignments { cases, wanted })
}

/// The rows that are meant; a later assignment of a row wins over an earlier one.
pub(crate) fn assigned(
    assignments: Assignments,
    cases: &[Option<CaseNumber>],
    held: &[RowKey],
) -> Result<BTreeMap<RowKey, Option<Text>>, Failure> {
    let Assignments { cases: _, wanted } = assignments;
    let ids: Vec<&str> = wanted.iter().map(|it| it.id.as_str()).collect();
    let rows = rows_of(&ids, cases, held)?;
    let mut assigned = BTreeMap::new();
    for (wanted, rows) in wanted.iter().zip(rows) {
        let Wanted {
            id,
            configuration,
            assignee,
        } = wanted;
        let mut meant = rows.iter().filter(|key| match configuration {
            Configuration::Any => true,
            Configuration::Number(id) => {
                key.configuration.map(ConfigurationNumber::get) == Some(number(*id))
            }
            Configuration::Row(configuration) => key.configuration == *configuration,
        });
        let Some(first) = meant.next() else {
            return Err(Failure::Invalid(match configuration {
                Configuration::Number(id) => format!("Invalid configuration IDs: {id}"),
                Configuration::Any | Configuration::Row(_) => {
                    format!("Invalid execution_id: {id}")
                }
            }));
        };
        for key in std::iter::once(first).chain(meant) {
            assigned.insert(*key, assignee.clone());
        }
    }
    Ok(assigned)
}
