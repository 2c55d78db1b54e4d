//! BrowserStack Test Management.

mod bulk;
mod catalogue;
mod custom_fields;
mod desk;
mod etiquette;
mod forms;
mod lists;
mod others;
mod published;
mod runs;
mod seed_examples;
mod single;
mod steps;
