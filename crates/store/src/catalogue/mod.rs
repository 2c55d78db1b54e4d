//! Projects, folders, cases, configurations, plans and runs: what results are recorded against.

mod case;
mod case_lookup;
mod case_steps;
mod configuration;
mod custom_field;
mod custom_field_write;
mod folder;
mod folder_path;
mod plan_id;
mod project;
pub(crate) mod resolve;
mod run;
mod run_assignment;
mod run_change;
pub(crate) mod run_facts;
mod run_rows;
mod run_selection;
mod test_plan;

pub use case::{CaseDetail, NewCase, NewStep};
pub use case_steps::CaseSteps;
pub(crate) use configuration::ensure as ensure_configurations;
pub use configuration::{Configuration, NewConfiguration};
pub use custom_field::{CustomField, FieldReach};
pub use custom_field_write::{FieldChange, FieldSaved, NewField};
pub use folder::Folder;
pub use project::NewProject;
pub use resolve::CaseName;
pub use run::{NewBuild, NewRun};
pub use run_change::RunChange;
pub use run_rows::{RowSelection, RowsChange};
pub use run_selection::CaseSelection;
pub use test_plan::{NewPlan, PlanRun};
