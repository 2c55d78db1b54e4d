//! A build as it is read.

use domain::number::RunNumber;
use domain::spelling;
use serde_json::Value;
use store::locate::Run;
use store::read::{Author, Build, ErrorSummary};
use time::OffsetDateTime;

use super::super::wire;
use super::timeline::Timeline;

/// The how-manieth build of its name; a run that was not reported as a build shows its own number.
pub(super) fn build_number(run: RunNumber, build: Option<&Build>) -> i32 {
    build.map_or(run.get(), |it| it.build_number)
}

/// `GET /ext/v1/builds/:build`. What the vendor computes and we do not is zero, empty or null.
pub(crate) fn shown_build(
    run: &Run,
    build: Option<Build>,
    creator: Author,
    errors: ErrorSummary,
    url: String,
    now: OffsetDateTime,
) -> wire::ShownBuild {
    let Timeline {
        status,
        stats,
        started_at,
        finished_at,
        duration,
    } = Timeline::of(run, now);
    let build_number = build_number(run.number, build.as_ref());
    let reported = Reported::of(build);
    let Author { user, email } = creator;
    wire::ShownBuild {
        name: run.name.clone(),
        description: run.description.clone(),
        status,
        duration,
        user: email,
        user_id: user.get(),
        tags: run.tags.clone(),
        alerts: [],
        build_id: spelling::hashed(run.opaque),
        build_number,
        original_name: run.name.clone(),
        started_at,
        finished_at,
        failure_categories: wire::FailureCategories {
            to_be_investigated: stats.failed,
            automation_bug: 0,
            product_bug: 0,
            no_defect: 0,
            environment_issue: 0,
        },
        smart_tags: wire::SmartTags::default(),
        unique_errors: unique_errors(stats.failed, errors),
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

/// The documents have the sentence and no rule for it. Reading: the share of the failing tests that said what they
/// failed with, and how many different things that was.
fn unique_errors(failed: i32, errors: ErrorSummary) -> wire::UniqueErrors {
    let ErrorSummary {
        rows,
        different,
        most_frequent,
    } = errors;
    let share = i64::from(rows) * 100 / i64::from(failed.max(1));
    let errors = most_frequent.into_iter();
    wire::UniqueErrors {
        overview: wire::UniqueErrorsOverview {
            insight: format!("{share}% failures caused by {different} unique errors"),
            count: different,
        },
        top_unique_errors: errors.map(|error| wire::UniqueError { error }).collect(),
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
