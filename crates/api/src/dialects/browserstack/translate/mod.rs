//! The vendor's bodies to the domain and back.

mod answer;
mod case;
mod configuration;
mod custom_field;
mod custom_value;
mod draft;
mod folder;
mod form;
mod line;
mod names;
mod new_run;
mod page;
mod project;
mod row;
mod run;
mod run_state;
mod submission;

pub(super) use answer::{bulk, is_final, single};
pub(super) use case::{case, new_case};
pub(super) use configuration::{configuration, new_configuration};
pub(super) use custom_field::{custom_field, field_change, field_number, new_field, saved};
pub(super) use folder::{folder, new_folder};
pub(super) use form::{form_fields, found_project, search, templates};
pub(super) use line::lines;
pub(super) use names::{flag, positive};
pub(super) use new_run::{Known, new_run};
pub(super) use page::{cut, info, page};
pub(super) use project::{new_project, project};
pub(super) use row::{Around, row};
pub(super) use run::{run, run_detail};
pub(super) use run_state::shown_states;
pub(super) use submission::{BULK, Form, SINGLE, VALIDATED, has_values, submission};
