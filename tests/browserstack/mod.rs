//! BrowserStack Test Management.

mod attachments;
mod bulk;
mod case_filters;
mod cases;
mod catalogue;
mod custom_fields;
mod custom_values;
mod desk;
mod etiquette;
mod forms;
mod imports;
mod lists;
mod many_cases;
mod others;
mod own_statuses;
mod projects;
mod published;
mod run_changes;
mod run_rows;
mod run_strangers;
mod runs;
mod seed_examples;
mod selected_cases;
mod set_status;
mod single;
mod steps;
