//! Plans, which the vendor that executes them has no public call to make.

use actix_web::HttpResponse;
use domain::number::ConfigurationNumber;

use super::super::translate;
use crate::call::{self, Call};
use crate::failure::{Failure, Noun};

/// `PUT /api/verdict/plans/{plan}`: makes the plan or replaces it.
pub(crate) async fn put_plan(mut call: Call) -> Result<HttpResponse, Failure> {
    let id = translate::plan_id(call.path("plan"))?;
    let translate::PlanDraft {
        project,
        name,
        application,
        cases,
        configurations,
    } = translate::put(call.json().await?)?;
    let store = &call.app.store;
    let missing = Failure::NotFound(Noun::Project);
    let Some(reference) = project else {
        return Err(missing);
    };
    let project = store.locate_project(&call.who, reference).await?;
    let project = project.ok_or(missing)?;
    let taken = || Failure::Conflict("another project uses this id".to_owned());
    if !store.may_put_plan(&project, id).await? {
        return Err(taken());
    }
    let (sent, names): (Vec<_>, Vec<_>) = cases.into_iter().unzip();
    let found = store.resolve_cases(&project, &names).await?;
    let cases = translate::cases(sent, found)?;
    let made = store
        .ensure_configurations(&call.who, &configurations)
        .await?;
    let plan = translate::new_plan(id, name, application, cases, made);
    if !store.put_plan(&project, plan.clone()).await? {
        return Err(taken());
    }
    let numbers = plan.configurations.iter().copied();
    let numbers = numbers.map(ConfigurationNumber::get).collect();
    let known = store.find_configurations(&call.who, numbers).await?;
    call::ok(&translate::stored(&project, plan, known))
}
