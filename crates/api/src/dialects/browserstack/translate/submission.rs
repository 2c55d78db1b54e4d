//! The four forms of submitting results, told apart by the body.

use std::fmt::Arguments;

use domain::case::RowKey;
use domain::draft::Draft;
use domain::spelling::{ExecutionReference, Reference};
use domain::submission::{BadItem, ClosedRun, OutsideRun, Policy, Refusal, Repeat};
use store::catalogue::CaseName;
use store::locate::Run;
use store::record::{ConfigurationName, IncomingItem};

use super::super::status::is_system;
use super::super::wire::{self, Item};
use super::draft::{Known, Said, said};
use super::names::{case_name, different_cases, number};
use crate::body::Object;
use crate::failure::Failure;
use crate::integer::Integer;

/// Documents, "Handle unmatched test case IDs": unique test case ids in one request.
const MOST_CASES: usize = 300;

/// Results accumulate; the case must be in the run. Reading: a closed run takes none (no document says).
pub(crate) const SINGLE: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Refuse,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Refuse,
};

/// Many results: the good ones are recorded.
pub(crate) const BULK: Policy = Policy {
    bad_item: BadItem::RefuseItem,
    ..SINGLE
};

/// Many results with `validate_tc=true`: an unmatched id refuses all of them.
pub(crate) const VALIDATED: Policy = SINGLE;

/// Which answer the client expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Single,
    Bulk,
}

/// What the answer repeats of an item.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The case as the client named it, or the shared ones: all of them in one message.
    pub(super) ids: Vec<String>,
    pub(super) configuration: Option<Integer>,
    /// What keeps it from being recorded, if the run holds its case.
    pub(super) problem: Option<String>,
    pub(super) status: Option<String>,
    pub(super) has_steps: bool,
}

impl Sent {
    /// A result that is not repeated in its answer but for its case.
    pub(super) fn of(id: String) -> Self {
        Self {
            ids: vec![id],
            configuration: None,
            problem: None,
            status: None,
            has_steps: false,
        }
    }
}

/// Whether a result has values of custom fields, which the project may have rules for.
pub(crate) fn has_values(body: &wire::Submission) -> bool {
    let within = |result: &Option<Object<wire::SubmittedResult>>| {
        let values = result.as_ref().and_then(|it| it.0.custom_fields.as_ref());
        values.is_some_and(|values| !values.is_empty())
    };
    let items = body.results.iter().flatten();
    within(&body.test_result) || items.map(|it| &it.0).any(|item| within(&item.test_result))
}

/// Whether a result, or a step of one, has a status that is none of the vendor's.
pub(crate) fn has_own_status(body: &wire::Submission) -> bool {
    let own = |word: &Option<String>| word.as_deref().is_some_and(|it| !is_system(it));
    let within = |result: &Option<Object<wire::SubmittedResult>>| {
        result.as_ref().is_some_and(|Object(result)| {
            let mut steps = result.step_results.iter().flatten();
            own(&result.status) || steps.any(|Object(step)| own(&step.status))
        })
    };
    let items = body.results.iter().flatten();
    within(&body.test_result) || items.map(|it| &it.0).any(|item| within(&item.test_result))
}

/// The form, the items, and what their answers repeat of them.
pub(crate) fn submission(
    run: &Run,
    known: &Known<'_>,
    body: wire::Submission,
) -> Result<(Form, Vec<Sent>, Vec<IncomingItem>), Failure> {
    let wire::Submission {
        results,
        test_result,
        test_case_id,
        execution_id,
        shared_test_case_ids,
        configuration_id,
        configurations_id,
    } = body;
    let Some(items) = results else {
        let only = Item {
            test_result,
            test_case_id,
            execution_id,
            shared_test_case_ids,
            configuration_id,
            configurations_id,
        };
        let (sent, incoming) = item(format_args!(""), run, known, only)?;
        at_most_cases(sent.ids.iter().map(String::as_str))?;
        if let Some(problem) = sent.problem {
            return Err(Failure::Invalid(problem));
        }
        return Ok((Form::Single, vec![sent], vec![incoming]));
    };
    let items = items.into_iter().enumerate();
    let (sent, incoming): (Vec<Sent>, Vec<IncomingItem>) = items
        .map(|(place, Object(it))| item(format_args!("results[{place}]."), run, known, it))
        .collect::<Result<_, _>>()?;
    let ids = sent.iter().flat_map(|it| &it.ids);
    at_most_cases(ids.map(String::as_str))?;
    Ok((Form::Bulk, sent, incoming))
}

/// The row of the run that an `execution_id` names.
pub(super) fn row_of(run: &Run, id: &str) -> Result<RowKey, Failure> {
    ExecutionReference::parse(id)
        .filter(|row| row.project == run.project_opaque && row.run == run.number)
        .map(|row| row.key)
        .ok_or_else(|| Failure::Invalid(format!("Invalid execution_id: {id}")))
}

pub(super) fn at_most_cases<'a>(ids: impl Iterator<Item = &'a str>) -> Result<(), Failure> {
    if different_cases(ids) > MOST_CASES {
        let problem =
            format!("A request may have results for at most {MOST_CASES} unique test case IDs");
        return Err(Failure::Invalid(problem));
    }
    Ok(())
}

fn item(
    at: Arguments<'_>,
    run: &Run,
    known: &Known<'_>,
    item: Item,
) -> Result<(Sent, IncomingItem), Failure> {
    let Item {
        test_result,
        test_case_id,
        execution_id,
        shared_test_case_ids,
        configuration_id,
        configurations_id,
    } = item;
    let Object(result) =
        test_result.ok_or_else(|| Failure::Malformed(format!("{at}test_result is required")))?;
    let Said {
        draft,
        problem,
        status,
        has_steps,
    } = said(format_args!("{at}test_result"), known, result)?;
    let mut case = Vec::new();
    if let Some(id) = &test_case_id {
        case.push(case_name(format_args!("{at}test_case_id"), id)?);
    }
    let given = configuration_id.or(configurations_id);
    let mut configuration = match given {
        Some(id) => ConfigurationName::Number(number(id)),
        None => ConfigurationName::Unspecified,
    };
    if let Some(id) = &execution_id {
        let key = row_of(run, id)?;
        case.push(CaseName::Reference(Reference::Number(key.case.get())));
        configuration = ConfigurationName::Row(key.configuration);
    }
    let shared = shared_test_case_ids.unwrap_or_default();
    for (place, id) in shared.iter().enumerate() {
        case_name(format_args!("{at}shared_test_case_ids[{place}]"), id)?;
    }
    let sent = |ids| Sent {
        ids,
        configuration: given,
        problem: problem.clone(),
        status,
        has_steps,
    };
    if !shared.is_empty() {
        // No case is shared between projects here, so that none of these is in the run; beside a
        // `test_case_id` that is, they are unmatched all the same.
        return Ok((sent(shared), IncomingItem::Bad(Refusal::UnknownCase)));
    }
    let id = test_case_id
        .or(execution_id)
        .ok_or_else(|| Failure::Malformed(format!("{at}test_case_id is required")))?;
    // A draft without a status is refused only after its case was found, so that an unmatched id is
    // named whatever else is wrong with the item.
    let draft = match &problem {
        Some(_) => Draft::silent(),
        None => draft,
    };
    Ok((
        sent(vec![id]),
        IncomingItem::Row {
            case,
            configuration,
            draft: Box::new(draft),
        },
    ))
}
