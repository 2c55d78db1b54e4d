//! The only way to a project, run or case: past organization, key binding and tombstone.

mod case;
mod project;
mod project_search;
mod run;
mod run_list;
mod together;

pub use case::Case;
pub use project::{Project, ProjectOrder};
pub(crate) use project::{ProjectById, ProjectRow};
pub use run::Run;
pub(crate) use run::runs_by_number;
pub use run_list::RunFilter;
pub(crate) use together::{Projects, Runs};

use time::OffsetDateTime;

use crate::account::NumberRow;
use crate::turns::Turn;

/// Something that exists, belongs to the caller's organization, and is not hidden from the key.
#[derive(Clone, Debug)]
pub struct Located<T> {
    pub(crate) organization: i32,
    pub(crate) project_id: i32,
    value: T,
}

impl<T> std::ops::Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Located<T> {
    pub(crate) const fn new(organization: i32, project_id: i32, value: T) -> Self {
        Self {
            organization,
            project_id,
            value,
        }
    }

    /// The turn of whoever puts something into it, or into its project.
    pub(crate) const fn project_turn(&self) -> Turn {
        Turn::Project(self.project_id)
    }

    /// The turn of whoever changes it, or its project, alone.
    pub(crate) const fn project_turn_alone(&self) -> Turn {
        Turn::ProjectAlone(self.project_id)
    }

    /// What was located.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl Located<Run> {
    /// The turn of whoever writes into the run.
    pub(crate) const fn turn(&self) -> Turn {
        Turn::Run(self.project_id, self.value.number.get())
    }

    /// The turn of whoever needs it to stay, together with others.
    pub(crate) const fn turn_together(&self) -> Turn {
        Turn::RunTogether(self.project_id, self.value.number.get())
    }
}

/// A page of a list that has page numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many entries come before it.
    pub skip: u32,
    /// How many entries it has at most.
    pub take: u32,
}

/// A stretch of time; without an end it goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first moment in it.
    pub from: Option<OffsetDateTime>,
    /// The first moment after it.
    pub before: Option<OffsetDateTime>,
}

/// A page's entries, and how many the whole list has.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The entries.
    pub entries: Vec<T>,
    /// The length of the whole list.
    pub total: u32,
}

pub(crate) fn total(rows: &[NumberRow]) -> u32 {
    rows.first()
        .and_then(|row| u32::try_from(row.number).ok())
        .unwrap_or_default()
}
