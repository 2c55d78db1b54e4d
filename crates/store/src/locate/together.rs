//! Looks projects and runs up, for all who ask at the same time.

use std::collections::BTreeSet;

use diesel_async::RunQueryDsl;
use domain::spelling::Reference;
use uuid::Uuid;

use super::project::{ProjectsByNumber, ProjectsByOpaque};
use super::run::{RunRow, RunsByNumber, RunsByOpaque};
use super::{Located, Project, ProjectRow, Run};
use crate::account::Principal;
use crate::error::StoreError;
use crate::gather::Work;
use crate::pool::Connections;

/// Those who see the same, and look for it in the same way. Nobody else's rows are in a statement of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct View {
    organization: i32,
    bound: Option<i32>,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    Number,
    Opaque,
}

impl View {
    pub(super) const fn of(who: &Principal, reference: Reference) -> Self {
        Self {
            organization: who.organization,
            bound: who.project,
            form: match reference {
                Reference::Number(_) => Form::Number,
                Reference::Opaque(_) => Form::Opaque,
            },
        }
    }
}

/// How many are looked up with one statement.
const MOST: usize = 256;

/// Finds projects.
pub(crate) struct Projects(pub(crate) Connections);

impl Work for Projects {
    type Lane = View;
    type Ask = Reference;
    type Answer = Option<Located<Project>>;

    const MOST: usize = MOST;

    fn size(_: &Reference) -> usize {
        1
    }

    async fn carry_out(
        &self,
        view: View,
        wanted: &[Reference],
    ) -> Result<Vec<Option<Located<Project>>>, StoreError> {
        let View {
            organization,
            bound,
            form,
        } = view;
        let mut connection = self.0.get().await?;
        let rows: Vec<ProjectRow> = match form {
            Form::Number => {
                let statement = ProjectsByNumber {
                    organization,
                    bound,
                    numbers: numbers(wanted),
                };
                statement.load(&mut connection).await?
            }
            Form::Opaque => {
                let statement = ProjectsByOpaque {
                    organization,
                    bound,
                    opaque: opaque(wanted),
                };
                statement.load(&mut connection).await?
            }
        };
        let located = |row: ProjectRow| row.located(organization);
        let found: Vec<_> = rows.into_iter().map(located).collect::<Result<_, _>>()?;
        Ok(dealt(
            wanted,
            &found,
            |project, reference| match reference {
                Reference::Number(number) => project.number.get() == number,
                Reference::Opaque(id) => project.opaque == id,
            },
        ))
    }
}

/// Finds runs.
pub(crate) struct Runs(pub(crate) Connections);

impl Work for Runs {
    type Lane = View;
    type Ask = Reference;
    type Answer = Option<Located<Run>>;

    const MOST: usize = MOST;

    fn size(_: &Reference) -> usize {
        1
    }

    async fn carry_out(
        &self,
        view: View,
        wanted: &[Reference],
    ) -> Result<Vec<Option<Located<Run>>>, StoreError> {
        let View {
            organization,
            bound,
            form,
        } = view;
        let mut connection = self.0.get().await?;
        let rows: Vec<RunRow> = match form {
            Form::Number => {
                let statement = RunsByNumber {
                    organization,
                    bound,
                    numbers: numbers(wanted),
                };
                statement.load(&mut connection).await?
            }
            Form::Opaque => {
                let statement = RunsByOpaque {
                    organization,
                    bound,
                    opaque: opaque(wanted),
                };
                statement.load(&mut connection).await?
            }
        };
        let located = |row: RunRow| row.located(organization);
        let found: Vec<_> = rows.into_iter().map(located).collect::<Result<_, _>>()?;
        Ok(dealt(wanted, &found, |run, reference| match reference {
            Reference::Number(number) => run.number.get() == number,
            Reference::Opaque(id) => run.opaque == id,
        }))
    }
}

/// Each of them once.
fn numbers(wanted: &[Reference]) -> Vec<i32> {
    let numbers = wanted.iter().filter_map(|reference| match reference {
        Reference::Number(number) => Some(*number),
        Reference::Opaque(_) => None,
    });
    let numbers: BTreeSet<i32> = numbers.collect();
    numbers.into_iter().collect()
}

/// Each of them once.
fn opaque(wanted: &[Reference]) -> Vec<Uuid> {
    let opaque = wanted.iter().filter_map(|reference| match reference {
        Reference::Number(_) => None,
        Reference::Opaque(id) => Some(id.uuid()),
    });
    let opaque: BTreeSet<Uuid> = opaque.collect();
    opaque.into_iter().collect()
}

/// What was found, for each who asked.
fn dealt<T: Clone>(
    wanted: &[Reference],
    found: &[Located<T>],
    is_meant: impl Fn(&T, Reference) -> bool,
) -> Vec<Option<Located<T>>> {
    let own = |reference: &Reference| found.iter().find(|it| is_meant(it, *reference)).cloned();
    wanted.iter().map(own).collect()
}
