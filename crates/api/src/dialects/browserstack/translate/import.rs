//! Results that a CI job uploads as JUnit reports.

use domain::identity::Identity;
use domain::spelling::{self, Kind};
use domain::submission::{OutsideRun, Policy};
use store::catalogue::{CaseName, NewProject, NewRun};
use store::record::{ConfigurationName, IncomingItem, NewRunItem};

use super::super::wire;
use super::project::MOST_NAME_CHARS;
use super::submission::{BULK, Sent};
use crate::failure::Failure;
use crate::fields;
use crate::reports::form::Form;
use crate::reports::{self, junit::Record};

/// The field of the reports.
pub(crate) const REPORTS: &str = "file_path";
/// The fields beside them.
pub(crate) const TEXTS: [&str; 3] = ["project_name", "test_run_name", "user_email"];

/// A report names the cases of its run: the run gets a row for each.
pub(crate) const IMPORT: Policy = Policy {
    outside: OutsideRun::Add,
    ..BULK
};

/// What an upload asks for, before its reports are read.
#[derive(Debug)]
pub(crate) struct Import {
    pub(crate) project: NewProject,
    pub(crate) run: NewRun,
    pub(crate) reports: Vec<Vec<u8>>,
}

/// The project is found by its name, or made; the run is a new one.
pub(crate) fn import(mut form: Form) -> Result<Import, Failure> {
    let project = fields::required("project_name", form.take("project_name"), MOST_NAME_CHARS)?;
    let user = form.take("user_email");
    fields::optional_at_most("user_email", user, wire::MOST_PERSON_CHARS)?;
    let Some(first) = form.files.first() else {
        return Err(Failure::Invalid(format!("{REPORTS} is required")));
    };
    let file_name = first.name.clone();
    let name = form.take("test_run_name").or(file_name);
    let name = fields::required("test_run_name", name, wire::MOST_RUN_NAME_CHARS)?;
    Ok(Import {
        project: NewProject {
            name: project,
            description: None,
            prefix: None,
        },
        run: NewRun::named(name),
        reports: form.files.into_iter().map(|it| it.content).collect(),
    })
}

/// The results of the reports, and what an answer repeats of each. Tests alone make a run of it.
pub(crate) fn imported(records: Vec<Record>) -> Result<(Vec<Sent>, Vec<NewRunItem>), Failure> {
    if records.is_empty() {
        return Err(Failure::Invalid(format!("{REPORTS} has no test cases")));
    }
    let records = records.into_iter().enumerate();
    let items =
        records.map(|(place, record)| item(&format!("{REPORTS} testcase[{place}]."), record));
    let items: Vec<(Sent, NewRunItem)> = items.collect::<Result<_, _>>()?;
    Ok(items.into_iter().unzip())
}

/// A test that names no case is found again by its class and name. One that the project does not have yet is
/// discovered, and stays out of the catalogue as all of these do.
fn item(at: &str, record: Record) -> Result<(Sent, NewRunItem), Failure> {
    let elapsed_ms = reports::milliseconds(record.time);
    if let Some((id, case)) = case(&record) {
        let draft = reports::draft(at, record, elapsed_ms)?;
        let row = IncomingItem::Row {
            case: vec![case],
            configuration: ConfigurationName::Unspecified,
            draft: Box::new(draft),
        };
        return Ok((Sent::of(id), NewRunItem::Known(row)));
    }
    let title = reports::title(at, &record)?;
    let identity = Identity::automated("", record.classname.as_slice(), &record.name);
    let sent = Sent::of(title.to_string());
    let draft = reports::draft(at, record, elapsed_ms)?;
    Ok((
        sent,
        NewRunItem::Automated {
            title,
            identity,
            draft: Box::new(draft),
        },
    ))
}

/// The case that a test names: by its property `id`, else by `[[PROPERTY|id=TC-1]]` in what it printed (docs,
/// "Upload reports"). Anything but a `TC-…` is somebody else's id.
fn case(record: &Record) -> Option<(String, CaseName)> {
    let property = record.properties.iter().find(|(name, _)| name == "id");
    let property = property.map(|(_, id)| id.as_str());
    let id = property.or_else(|| printed(record.system_out.as_deref()?))?;
    let id = Some(id.trim()).filter(|it| it.starts_with("TC-"))?;
    let case = spelling::parse(Kind::Case, id)?;
    Some((id.to_owned(), CaseName::Reference(case)))
}

fn printed(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("[[PROPERTY|id=")?;
    let (id, _) = after.split_once("]]")?;
    Some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_names_its_case_by_a_property_or_in_what_it_printed() {
        for (property, printed, expected) in [
            (Some("TC-7"), None, Some("TC-7")),
            (Some(" TC-7 "), None, Some("TC-7")),
            (Some("tc-7"), None, None),
            (Some("7"), Some("[[PROPERTY|id=TC-8]]"), None),
            (None, Some("x\n[[PROPERTY|id=TC-8]]\ny"), Some("TC-8")),
            (None, Some("[[PROPERTY|id=TC-8"), None),
            (None, Some("[[PROPERTY|author=ann]]"), None),
            (Some("TC-"), None, None),
            (Some("é"), None, None),
            (None, None, None),
        ] {
            let property = property.map(|id| ("id".to_owned(), id.to_owned()));
            let record = Record {
                name: "pays".to_owned(),
                properties: property.into_iter().collect(),
                system_out: printed.map(str::to_owned),
                ..Record::default()
            };
            let id = case(&record).map(|(id, _)| id);
            assert_eq!(id.as_deref(), expected, "{record:?}");
        }
    }
}
