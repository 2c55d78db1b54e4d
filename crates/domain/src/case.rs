//! A case's place in a run.

use crate::number::{CaseNumber, ConfigurationNumber, StepNumber};
use crate::text::Text;

/// Which row of a run: a case under a configuration. Unique in the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// The case.
    pub case: CaseNumber,
    /// The configuration it was executed under, if the run tells them apart.
    pub configuration: Option<ConfigurationNumber>,
}

impl RowKey {
    /// The row without a configuration, which comes before every other row of the case.
    #[must_use]
    pub const fn first_of(case: CaseNumber) -> Self {
        Self {
            case,
            configuration: None,
        }
    }
}

/// One step of a case as the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStep {
    /// The permanent id.
    pub id: StepNumber,
    /// The place in the case, from 1; changes when steps are reordered.
    pub position: i32,
    /// What to do.
    pub action: Text,
    /// What should happen.
    pub expected: Text,
}

/// How a result names the configuration of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigurationChoice {
    /// The dialect has none, or the client left it out.
    Unspecified,
    /// The row of exactly this configuration, or of none.
    Exactly(Option<ConfigurationNumber>),
    /// The client named one that the organization does not have.
    Unknown,
}
