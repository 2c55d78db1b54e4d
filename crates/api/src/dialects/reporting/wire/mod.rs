//! Bodies as BrowserStack spells them.

mod build;
mod finish;
mod hierarchy;
mod hook;
mod list;
mod logs;
mod query;
mod start;
mod update;
mod upload;

pub(super) use build::{
    CiInfo, FailureCategories, HostInfo, ObservabilityVersion, ShardStats, ShownBuild, SmartTags,
    Stats, UniqueError, UniqueErrors, UniqueErrorsOverview,
};
pub(super) use finish::{Finish, FinishTest, Meta, Step, TestFailure};
pub(super) use hierarchy::{
    Details, Logs, Named, Node, Pagination, Retry, RootDetails, Summary, TestDetails, TestRuns,
    TestSummary,
};
pub(super) use hook::{FinishHook, StartHook};
pub(super) use list::{ListedBuild, ListedProject, ProjectBuilds, Projects};
pub(super) use logs::{AddLogs, Log, StoredLog};
pub(super) use query::{
    BuildStates, DateRange, Integers, OrderWord, PageNumber, ProjectName, SortWord,
};
pub(super) use start::{
    Dropdown, Environment, Framework, MetadataValue, ReportedCi, ReportedHost, Source, StartBuild,
    StartTest,
};
pub(super) use update::{QualityGates, UpdateBuild};
pub(super) use upload::{Upload, Uploaded};

use schemars::JsonSchema;
use serde::Serialize;

/// What a call that creates nothing answers.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Done {
    #[schemars(extend("const" = true))]
    pub(super) success: bool,
    pub(super) message: &'static str,
}

/// `POST /ext/v1/builds/start`
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct BuildStarted {
    #[schemars(extend("const" = true))]
    pub(super) success: bool,
    #[schemars(regex(pattern = "^[a-z0-9]{40}$"))]
    pub(super) build_hashed_id: String,
}

/// `POST /ext/v1/builds/:build/tests/start` and its sibling for hooks.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Started {
    #[schemars(extend("const" = true))]
    pub(super) success: bool,
    #[schemars(extend("format" = "uuid"))]
    pub(super) uuid: String,
}
