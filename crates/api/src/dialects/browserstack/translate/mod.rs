//! The vendor's bodies to the domain and back.

mod answer;
mod assignment;
mod attachment;
mod case;
mod case_filter;
mod case_query;
mod case_write;
mod configuration;
mod custom_field;
mod custom_value;
mod draft;
mod filter;
mod folder;
mod form;
mod form_case;
mod held;
mod import;
mod line;
mod names;
mod page;
mod project;
mod row;
mod run;
mod run_filter;
mod run_request;
mod run_rows;
mod set_status;
mod submission;

pub(super) use answer::{bulk, is_final, single};
pub(super) use assignment::{assigned, assignments};
pub(super) use attachment::{attachment, file_named};
pub(super) use case::{case, listed_case};
pub(super) use case_query::{CaseQuery, case_filter, cases_named};
pub(super) use case_write::{case_change, cases_to_write, change_of_many, moved_to, new_case};
pub(super) use configuration::{configuration, new_configuration};
pub(super) use custom_field::{custom_field, field_change, field_number, new_field, saved};
pub(super) use draft::Known as KnownWords;
pub(super) use folder::{destination, folder, folder_change, new_folder};
pub(super) use form::{form_fields, found_project, search, templates};
pub(super) use form_case::{case_search, form_case, found_case, made_case};
pub(super) use import::{IMPORT, Import, REPORTS, TEXTS, import, imported};
pub(super) use line::{has_own_status as line_has_own_status, lines};
pub(super) use names::flag;
pub(super) use page::{cut, info, page};
pub(super) use project::{new_project, project, project_change};
pub(super) use row::{Around, row};
pub(super) use run::{Progress, run, run_detail};
pub(super) use run_filter::{RunQuery, run_filter};
pub(super) use run_request::{Found, NamedRun, moved, run_request};
pub(super) use run_rows::{Known, NamedRows, listed};
pub(super) use set_status::{set_status, status_items};
pub(super) use submission::{
    BULK, Form, SINGLE, VALIDATED, has_own_status, has_values, submission,
};
