//! Results: three lists, and one route that takes four forms.

use actix_web::HttpResponse;
use domain::custom_field::FieldSubject;
use domain::submission::Answer;
use store::Located;
use store::locate::{Listed, Project};
use store::read::ResultLine;
use store::record::Incoming;

use super::super::translate::{self, BULK, Form, SINGLE, VALIDATED};
use super::super::wire;
use super::run_rows::held;
use super::{case, links, page, project, run, statuses};
use crate::call::{self, Call};
use crate::failure::Failure;
use crate::page::Numbered;

/// `GET …/test-runs/{run}/results`: newest first.
pub(crate) async fn of_run(call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let page = page(&call)?;
    let found = call.app.store.results_of_run(&run, page.range()).await?;
    list(&call, &project, page, &found).await
}

/// `GET …/test-runs/{run}/test-cases/{case}/results`: newest first.
pub(crate) async fn of_case_in_run(call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let case = case(&call, &project).await?;
    let page = page(&call)?;
    let store = &call.app.store;
    let found = store
        .results_of_case_in_run(&run, &case, page.range())
        .await?;
    list(&call, &project, page, &found).await
}

/// `GET …/test-cases/{case}/results`: newest run first.
pub(crate) async fn of_case(call: Call) -> Result<HttpResponse, Failure> {
    let project = project(&call).await?;
    let case = case(&call, &project).await?;
    let page = page(&call)?;
    let found = call.app.store.results_of_case(&case, page.range()).await?;
    list(&call, &project, page, &found).await
}

async fn list(
    call: &Call,
    project: &Located<Project>,
    page: Numbered,
    found: &Listed<ResultLine>,
) -> Result<HttpResponse, Failure> {
    let own = found.entries.iter().any(translate::line_has_own_status);
    let statuses = statuses(call, own).await?;
    let rows = translate::lines(links(call), &statuses, project, &found.entries);
    call::ok(&wire::Good::of(wire::Results {
        test_results: &rows,
        test_results_as_documented: &rows,
        info: translate::info(page, found.total),
    }))
}

/// `PATCH …/test-runs/{run}/results`: the same status for every row of some cases, or for none.
pub(crate) async fn set_status(mut call: Call) -> Result<HttpResponse, Failure> {
    let (project, run) = run(&call).await?;
    let wanted = translate::set_status(call.json().await?)?;
    let statuses = statuses(&call, wanted.has_own_status()).await?;
    let (cases, held) = held(&call, &project, &run, &wanted.cases).await?;
    let incoming = Incoming {
        run: &run,
        policy: SINGLE,
        items: translate::status_items(&wanted, &statuses, &cases, &held)?,
    };
    let answers = call.app.store.record(&call.who, vec![incoming]).await?;
    match answers.into_iter().next() {
        Some(Answer::Recorded(_)) => call::ok(&wire::Good::of(wire::Nothing {})),
        Some(Answer::Refused { reason, items: _ }) => Err(Failure::Refused(reason)),
        None => Err(Failure::Internal),
    }
}

/// `POST …/test-runs/{run}/results`: one result or many, each with or without steps.
pub(crate) async fn submit(mut call: Call) -> Result<HttpResponse, Failure> {
    let (_, run) = run(&call).await?;
    let body: wire::Submission = call.json().await?;
    let store = &call.app.store;
    let rules = if translate::has_values(&body) {
        store.field_rules(&run, FieldSubject::Result).await?
    } else {
        Vec::new()
    };
    let statuses = statuses(&call, translate::has_own_status(&body)).await?;
    let known = translate::KnownWords {
        rules: &rules,
        statuses: &statuses,
    };
    let (form, sent, items) = translate::submission(&run, &known, body)?;
    let validated = translate::flag(call.query("validate_tc").as_deref());
    let record = async |policy, items| {
        let incoming = Incoming {
            run: &run,
            policy,
            items,
        };
        let answers = store.record(&call.who, vec![incoming]).await?;
        Ok::<_, Failure>(answers.into_iter().next())
    };
    let submitted = match form {
        Form::Single => {
            let answer = record(SINGLE, items).await?;
            let single = translate::single(links(&call), &statuses, &run, &sent, answer)?;
            wire::Submitted::One(Box::new(wire::Good::of(single)))
        }
        Form::Bulk if validated => {
            let mut answer = record(VALIDATED, items.clone()).await?;
            if !translate::is_final(answer.as_ref()) {
                // Every id is good; what else is wrong with an item concerns that item alone.
                answer = record(BULK, items).await?;
            }
            wire::Submitted::Many(wire::Good::of(translate::bulk(&sent, answer)?))
        }
        Form::Bulk => {
            let answer = record(BULK, items).await?;
            wire::Submitted::Many(wire::Good::of(translate::bulk(&sent, answer)?))
        }
    };
    call::ok(&submitted)
}
