//! A build as it is read.

use domain::number::RunNumber;
use domain::spelling;
use serde_json::Value;
use store::locate::Run;
use store::read::{Author, Build};
use time::OffsetDateTime;

use super::super::wire;
use super::stats::{BuildState, build_status, stats};
use crate::times;

/// The how-manieth build of its name; a run that was not reported as a build shows its own number.
pub(super) fn build_number(run: RunNumber, build: Option<&Build>) -> i32 {
    build.map_or(run.get(), |it| it.build_number)
}

/// `GET /ext/v1/builds/:build`. What the vendor computes and we do not is zero, empty or null.
pub(crate) fn shown_build(
    run: &Run,
    build: Option<Build>,
    creator: Author,
    url: String,
    now: OffsetDateTime,
) -> wire::ShownBuild {
    let life = BuildState::of(run.state, run.updated_at, now);
    let stats = stats(&run.counts);
    let started_at = run.started_at.unwrap_or(run.created_at);
    // A run that somebody closed elsewhere may lack the time; its last change stands for it.
    let (finished_at, ended_at) = match life {
        BuildState::Running => (None, None),
        BuildState::TimedOut => (None, Some(run.updated_at)),
        BuildState::Finished => {
            let finished_at = run.finished_at.unwrap_or(run.updated_at);
            (Some(finished_at), Some(finished_at))
        }
    };
    let duration = ended_at.map(|it| (it - started_at).whole_milliseconds());
    let build_number = build_number(run.number, build.as_ref());
    let reported = Reported::of(build);
    let Author { user, email } = creator;
    wire::ShownBuild {
        name: run.name.clone(),
        description: run.description.clone(),
        status: build_status(life, stats),
        duration: duration
            .and_then(|it| i64::try_from(it).ok())
            .filter(|it| *it >= 0),
        user: email,
        user_id: user.get(),
        tags: run.tags.clone(),
        alerts: [],
        build_id: spelling::hashed(run.opaque),
        build_number,
        original_name: run.name.clone(),
        started_at: times::millis_offset(started_at),
        finished_at: finished_at.map(times::millis_offset),
        failure_categories: wire::FailureCategories {
            to_be_investigated: stats.failed,
            automation_bug: 0,
            product_bug: 0,
            no_defect: 0,
            environment_issue: 0,
        },
        smart_tags: wire::SmartTags::default(),
        unique_errors: wire::UniqueErrors {
            overview: wire::UniqueErrorsOverview {
                insight: "0% failures caused by 0 unique errors",
                count: 0,
            },
            top_unique_errors: [],
        },
        re_run: None,
        build_error: None,
        is_archived: false,
        observability_version: reported.framework,
        vcs_info: reported.version_control,
        ci_info: reported.ci_info,
        host_info: reported.host_info,
        run_information: [wire::ShardStats {
            id: run.number.to_string(),
            passed: stats.passed,
            failed: stats.failed,
            skipped: stats.skipped,
            unknown: stats.pending + stats.unknown,
        }],
        status_stats: stats,
        observability_url: url,
    }
}

/// What the start of a build said, as it is read.
struct Reported {
    framework: wire::ObservabilityVersion,
    version_control: Option<Value>,
    ci_info: wire::CiInfo,
    host_info: wire::HostInfo,
}

impl Reported {
    fn of(build: Option<Build>) -> Self {
        let (framework_name, framework_version, host, ci, version_control) = match build {
            None => (None, None, None, None, None),
            Some(Build {
                build_number: _,
                identifier: _,
                host_info,
                ci_info,
                version_control,
                framework_name,
                framework_version,
            }) => (
                framework_name,
                framework_version,
                host_info,
                ci_info,
                version_control,
            ),
        };
        let word = |word: Option<String>| word.unwrap_or_else(|| "null".to_owned());
        Self {
            framework: wire::ObservabilityVersion {
                framework_name: word(framework_name),
                framework_version: word(framework_version),
                sdk_version: "null",
                outdated_sdk_version: "false",
            },
            version_control,
            ci_info: wire::CiInfo {
                name: text(ci.as_ref(), "name"),
                job_name: text(ci.as_ref(), "job_name"),
                build_number: text(ci.as_ref(), "build_number"),
                build_url: text(ci.as_ref(), "build_url"),
                url: text(ci.as_ref(), "url"),
            },
            host_info: wire::HostInfo {
                hostname: text(host.as_ref(), "hostname"),
                os: text(host.as_ref(), "platform"),
                kind: text(host.as_ref(), "type"),
                version: text(host.as_ref(), "version"),
                arch: text(host.as_ref(), "arch"),
            },
        }
    }
}

fn text(object: Option<&Value>, key: &str) -> Option<String> {
    object?.get(key)?.as_str().map(str::to_owned)
}
