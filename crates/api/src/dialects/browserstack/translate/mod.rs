//! The vendor's bodies to the domain and back.

mod answer;
mod case;
mod configuration;
mod draft;
mod folder;
mod line;
mod names;
mod page;
mod project;
mod row;
mod run;
mod submission;

pub(super) use answer::{bulk, is_final, single};
pub(super) use case::{case, new_case};
pub(super) use configuration::{configuration, new_configuration};
pub(super) use folder::{folder, new_folder};
pub(super) use line::lines;
pub(super) use names::{flag, folder_number};
pub(super) use page::{cut, info, page};
pub(super) use project::{new_project, project};
pub(super) use row::{Around, row};
pub(super) use run::{new_run, run, run_detail, shown_states};
pub(super) use submission::{BULK, Form, SINGLE, VALIDATED, submission};
