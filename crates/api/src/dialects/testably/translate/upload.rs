//! Results that CI jobs upload, as JSON or as a JUnit report.

use domain::draft::{Draft, FailuresDraft};
use domain::patch::Patch;
use domain::submission::{OutsideRun, Policy};
use domain::text::Text;
use store::catalogue::CaseName;
use store::record::{ConfigurationName, IncomingItem};

use super::super::wire::{Format, Upload, UploadItem};
use super::bulk::BULK;
use super::elapsed;
use super::names::case_name;
use super::report::case_id;
use super::result::status;
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::reports::{self, junit::Record};

/// The two endpoints that take the same body. They differ where the documents and the deployed code do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// `POST /v1/results`, as documented.
    Documented,
    /// `POST /functions/v1/upload-ci-results`, as it behaves.
    Deployed,
}

impl Endpoint {
    /// Documents: a case that is not in the run is an error of its item. Code: the run gets a row for it.
    pub(crate) const fn policy(self) -> Policy {
        match self {
            Self::Documented => BULK,
            Self::Deployed => Policy {
                outside: OutsideRun::Add,
                ..BULK
            },
        }
    }

    /// What stands for an author that was not sent.
    const fn author(self) -> Option<&'static str> {
        match self {
            Self::Documented => None,
            Self::Deployed => Some("CI/CD"),
        }
    }

    /// What stands for a time that was not sent.
    const fn elapsed_ms(self) -> Option<i32> {
        match self {
            Self::Documented => None,
            Self::Deployed => Some(0),
        }
    }

    /// Documents count seconds, the code and its SDK milliseconds.
    fn milliseconds(self, at: &str, elapsed: f64) -> Result<i32, Failure> {
        match self {
            Self::Documented => elapsed::seconds(at, elapsed),
            Self::Deployed => elapsed::milliseconds(at, elapsed),
        }
    }
}

/// A result on its way to a case of the run's project.
#[derive(Debug)]
pub(crate) struct Item {
    /// The case, as the client spelled it.
    pub(crate) id: String,
    pub(crate) case: CaseName,
    pub(crate) draft: Draft,
}

impl Item {
    /// The client's spelling, for the answer, and what is to be recorded.
    pub(crate) fn incoming(self) -> (String, IncomingItem) {
        let Self { id, case, draft } = self;
        let item = IncomingItem::Row {
            case: vec![case],
            configuration: ConfigurationName::Unspecified,
            draft: Box::new(draft),
        };
        (id, item)
    }
}

/// The run an upload is for; it is looked up before anything else of the body counts.
pub(crate) fn run_id(body: &Upload) -> Result<&str, Failure> {
    let id = body.run_id.as_deref().filter(|it| !it.is_empty());
    id.ok_or_else(|| Failure::Invalid("run_id is required".to_owned()))
}

/// The report of an upload, if that is what it is to be read for.
pub(crate) fn report(body: &mut Upload) -> Option<String> {
    let wanted = matches!(body.format, Some(Format::Junit)) || body.results.is_none();
    body.junit_xml.take_if(|_| wanted)
}

/// The results of an upload; `records` are those of its report. A bad item refuses all of them, and is named.
pub(crate) fn items(
    endpoint: Endpoint,
    body: Upload,
    records: Option<Vec<Record>>,
) -> Result<Vec<Item>, Failure> {
    let Upload {
        run_id: _,
        format: _,
        results,
        junit_xml: _,
        dry_run: _,
    } = body;
    let items: Vec<Item> = match (records, results) {
        (Some(records), _) => from_report(endpoint, records)?,
        (None, Some(results)) => (0..)
            .zip(results)
            .map(|(place, Object(item))| from_json(endpoint, place, item))
            .collect::<Result<_, _>>()?,
        (None, None) => {
            let problem = "Invalid results format. Provide either results array or junit_xml";
            return Err(Failure::Invalid(problem.to_owned()));
        }
    };
    if items.is_empty() {
        return Err(Failure::Invalid("No test results to upload".to_owned()));
    }
    Ok(items)
}

/// An upload tells of a new execution: what it leaves out is not known of it, whatever the row showed before
/// (docs: "re-upload overwrites"). Issues and what else people added stays.
fn from_json(endpoint: Endpoint, place: usize, item: UploadItem) -> Result<Item, Failure> {
    let UploadItem {
        test_case_id,
        status: word,
        note,
        comment,
        elapsed,
        author,
    } = item;
    let at = format!("results[{place}].");
    let id =
        test_case_id.ok_or_else(|| Failure::Invalid(format!("{at}test_case_id is required")))?;
    let note = match note.0 {
        Patch::Keep => comment.0,
        sent @ (Patch::Clear | Patch::Set(_)) => sent,
    };
    let elapsed_ms = elapsed.0.try_map(|it| endpoint.milliseconds(&at, it))?;
    let draft = Draft {
        note: Patch::from(fields::optional(format_args!("{at}note"), note.over(None))?),
        elapsed_ms: Patch::from(elapsed_ms.over(None).or(endpoint.elapsed_ms())),
        failures: FailuresDraft::Whole(Patch::Clear),
        ..Draft::of(status(&at, word)?)
    };
    Ok(Item {
        case: case_name(&at, &id)?,
        id,
        draft: by(endpoint, &at, author, draft)?,
    })
}

/// An error and a skipped test have words of their own in the canonical model; here they read as failed and
/// blocked, which is what the deployed endpoint makes of them.
fn from_report(endpoint: Endpoint, records: Vec<Record>) -> Result<Vec<Item>, Failure> {
    let mut items = Vec::new();
    for (place, record) in records.into_iter().enumerate() {
        let at = format!("junit_xml testcase[{place}].");
        let Some(id) = case_id(&record).map(ToOwned::to_owned) else {
            continue;
        };
        let elapsed_ms = match record.time {
            Some(time) => Some(elapsed::rounded(&at, time)?),
            None => endpoint.elapsed_ms(),
        };
        let draft = reports::draft(&at, record, elapsed_ms)?;
        items.push(Item {
            case: case_name(&at, &id)?,
            id,
            draft: by(endpoint, &at, None, draft)?,
        });
    }
    Ok(items)
}

/// The author is a label beside the tester, who is the key's user.
fn by(
    endpoint: Endpoint,
    at: &str,
    author: Option<String>,
    mut draft: Draft,
) -> Result<Draft, Failure> {
    let author = author.or_else(|| endpoint.author().map(ToOwned::to_owned));
    if let Some(author) = fields::optional(format_args!("{at}author"), author)? {
        let key = Text::new("author").map_err(|_| Failure::Internal)?;
        draft.metadata.insert(key, vec![author]);
    }
    Ok(draft)
}
