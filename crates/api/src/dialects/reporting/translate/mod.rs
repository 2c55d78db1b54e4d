//! Reporting's bodies to the domain and back. Limits are inclusive and count code points.

mod build;
mod cursor;
mod filter;
mod finish;
mod group;
mod hierarchy;
mod hook;
mod hook_leaf;
mod leaf;
mod list;
mod logs;
mod order;
mod parts;
mod platform;
mod query;
mod retry;
mod search;
mod shown_build;
mod stats;
mod test;
mod timeline;
mod update;
mod upload;

pub(super) use build::{build, finish_build};
pub(super) use finish::{FINISH, finish_test, receipt};
pub(super) use hierarchy::{Known, test_runs, wanted};
pub(super) use hook::{finish_hook, start_hook};
pub(super) use list::{PER_PAGE, builds, builds_before, projects, projects_page};
pub(super) use logs::logs;
pub(super) use platform::configurations;
pub(super) use search::{latest, search};
pub(super) use shown_build::shown_build;
pub(super) use test::start_test;
pub(super) use update::{added_tags, quality_gates};
pub(super) use upload::{REPORTS, TEXTS, UPLOAD, Upload, upload, uploaded};

#[cfg(test)]
mod tests;
