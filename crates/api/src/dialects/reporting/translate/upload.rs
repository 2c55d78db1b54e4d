//! Reports that CI jobs upload.

use domain::identity::Identity;
use domain::run_state::RunState;
use domain::submission::{BadItem, ClosedRun, OutsideRun, Policy, Repeat};
use domain::text::Text;
use serde_json::json;
use store::catalogue::{Joined, NewBuild, NewProject, NewRun};
use store::record::NewRunItem;
use time::{Duration, OffsetDateTime};

use super::super::limits;
use super::parts;
use crate::failure::Failure;
use crate::fields;
use crate::reports::form::Form;
use crate::reports::{self, junit::Record};

/// The field of the reports.
pub(crate) const REPORTS: &str = "data";
/// The fields beside them.
pub(crate) const TEXTS: [&str; 7] = [
    "projectName",
    "buildName",
    "format",
    "buildIdentifier",
    "tags",
    "ci",
    "frameworkVersion",
];

/// Every test of every report is a result; a build that an identifier joins may be finished already.
pub(crate) const UPLOAD: Policy = Policy {
    repeat: Repeat::Append,
    outside: OutsideRun::Add,
    bad_item: BadItem::RefuseAll,
    closed: ClosedRun::Accept,
};

/// How long after its last change a build is joined by its identifier.
const JOINED_FOR: Duration = Duration::hours(6);

/// What ZIP archives begin with, which the vendor takes as well.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// What an upload asks for, before its reports are read.
#[derive(Debug)]
pub(crate) struct Upload {
    pub(crate) project: NewProject,
    pub(crate) run: NewRun,
    pub(crate) reports: Vec<Vec<u8>>,
}

/// The build is finished at once: a report is written when its tests are over.
pub(crate) fn upload(mut form: Form, now: OffsetDateTime) -> Result<Upload, Failure> {
    let mut name = |field: &str| {
        let given = form.take(field);
        fields::required(field, given, limits::BUILD_NAME_CHARS)
    };
    let project = name("projectName")?;
    let name = name("buildName")?;
    let format = form.take("format");
    if format.is_some_and(|it| !it.eq_ignore_ascii_case("junit")) {
        let problem = "format must be junit: other reports are not read here";
        return Err(Failure::Invalid(problem.to_owned()));
    }
    let identifier = fields::optional_at_most(
        "buildIdentifier",
        form.take("buildIdentifier"),
        limits::IDENTIFIER_CHARS,
    )?;
    let tags = form.take("tags");
    let tags = tags.as_deref().into_iter().flat_map(|it| it.split(','));
    let tags = tags.map(str::trim).filter(|it| !it.is_empty());
    let tags: Vec<String> = tags.map(str::to_owned).collect();
    let ci = fields::optional("ci", form.take("ci"))?;
    let framework = fields::optional("frameworkVersion", form.take("frameworkVersion"))?;
    let (framework_name, framework_version) = self::framework(framework.as_ref())?;
    if form.files.is_empty() {
        return Err(Failure::Invalid(format!("{REPORTS} is required")));
    }
    if form.files.iter().any(|it| it.content.starts_with(ARCHIVE)) {
        let problem = format!("{REPORTS} must be an XML report: archives are not read here");
        return Err(Failure::Invalid(problem));
    }
    let build = NewBuild {
        identifier: identifier.filter(|it| !it.as_str().trim().is_empty()),
        quiet_since: now.checked_sub(JOINED_FOR),
        joined: Joined::Finished,
        ci_info: ci.map(|it| json!({ "build_url": it.as_str() })),
        framework_name,
        framework_version,
        ..NewBuild::default()
    };
    Ok(Upload {
        project: NewProject {
            name: project,
            description: None,
            prefix: None,
        },
        run: NewRun {
            tags: parts::tags("tags", Some(tags), Text::MAX_CHARS)?,
            state: RunState::Done,
            build: Some(build),
            ..NewRun::named(name)
        },
        reports: form.files.into_iter().map(|it| it.content).collect(),
    })
}

/// `mocha, 10.0.0`; without a comma it is the name.
fn framework(said: Option<&Text>) -> Result<(Option<Text>, Option<Text>), Failure> {
    let Some(said) = said.map(Text::as_str) else {
        return Ok((None, None));
    };
    let (name, version) = said.split_once(',').unwrap_or((said, ""));
    let part = |part: &str| {
        let part = Some(part.trim().to_owned()).filter(|it| !it.is_empty());
        fields::optional("frameworkVersion", part)
    };
    Ok((part(name)?, part(version)?))
}

/// The results of the reports: a test is the same case again when file, class and name are the same.
pub(crate) fn uploaded(records: Vec<Record>) -> Result<Vec<NewRunItem>, Failure> {
    let records = records.into_iter().enumerate();
    let items = records.map(|(place, record)| {
        let at = format!("{REPORTS} testcase[{place}].");
        let title = reports::title(&at, &record)?;
        let file = record.file.as_deref().unwrap_or_default();
        let identity = Identity::automated(file, record.classname.as_slice(), &record.name);
        let elapsed_ms = reports::milliseconds(record.time);
        Ok(NewRunItem::Automated {
            title,
            identity,
            draft: Box::new(reports::draft(&at, record, elapsed_ms)?),
        })
    });
    items.collect()
}
