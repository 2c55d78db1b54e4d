//! Native bodies: snake case, times in ISO 8601 with milliseconds, null for what is not known.

mod attachment;
mod hook;
mod log;
mod plan;
mod result;
mod seal;
mod status;

pub(super) use attachment::{Attachment, Attachments};
pub(super) use hook::ShownHook;
pub(super) use log::{After, Log, Logs};
pub(super) use plan::{CHARS, Configuration, Id, Plan, PutConfiguration, PutPlan};
pub(super) use result::{Author, Environment, Failure, Field, Issue, Origin, ShownResult, Step};
pub(super) use seal::{MOST_RESULTS, PutSeal, Receipt, Row, SealedCase, WORDS};
pub(super) use status::{ChangeStatus, CreateStatus, CustomStatus, NAME_CHARS, Statuses};
