//! BrowserStack Test Management.

mod bulk;
mod catalogue;
mod desk;
mod etiquette;
mod lists;
mod published;
mod runs;
mod seed_examples;
mod single;
mod steps;
