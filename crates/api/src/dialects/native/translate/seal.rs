//! Seals of runs, and their receipts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::case::RowKey;
use domain::number::{CaseNumber, ConfigurationNumber};
use domain::seal::{self as seals, Completeness};
use domain::spelling::{self, Kind};
use sha2::{Digest, Sha256};
use store::catalogue::{CaseName, Configuration, RowSelection};
use store::locate::Run;
use store::seal::SealedRun;
use time::OffsetDateTime;

use super::super::wire::{MOST_RESULTS, PutSeal, Receipt, Row, SealedCase, WORDS};
use super::plan::{named, text};
use crate::body::Object;
use crate::failure::Failure;
use crate::fields;
use crate::integer::Integer;
use crate::times;

/// A seal, before what it names is looked up.
#[derive(Debug)]
pub(crate) struct SealDraft {
    pub(crate) announced: Announcement,
    pub(crate) deadline: Option<OffsetDateTime>,
}

/// What a client says a run will get.
#[derive(Debug)]
pub(crate) enum Announcement {
    Results(u32),
    Cases(Vec<NamedRows>),
}

/// The rows of one case.
#[derive(Debug)]
pub(crate) struct NamedRows {
    /// How the case was named, as it was sent too.
    pub(crate) sent: String,
    pub(crate) case: CaseName,
    /// Numbers of configurations; none stands for all.
    pub(crate) configurations: Vec<i64>,
}

pub(crate) fn seal(body: PutSeal) -> Result<SealDraft, Failure> {
    let PutSeal {
        results,
        test_cases,
        deadline,
    } = body;
    let announced = match (results, test_cases) {
        (Some(results), None) => Announcement::Results(number(results)?),
        (None, Some(cases)) => Announcement::Cases(cases_of(cases)?),
        (Some(_), Some(_)) | (None, None) => {
            let problem = "say either results or test_cases";
            return Err(Failure::Invalid(problem.to_owned()));
        }
    };
    Ok(SealDraft {
        announced,
        deadline: fields::optional_time("deadline", deadline.as_deref())?,
    })
}

fn number(Integer(results): Integer) -> Result<u32, Failure> {
    let known = (1..=i64::from(MOST_RESULTS)).contains(&results);
    let number = u32::try_from(results).ok().filter(|_| known);
    let problem = || Failure::Invalid(format!("results must be from 1 to {MOST_RESULTS}"));
    number.ok_or_else(problem)
}

fn cases_of(cases: Vec<Object<SealedCase>>) -> Result<Vec<NamedRows>, Failure> {
    if cases.is_empty() {
        return Err(Failure::Invalid("test_cases must not be empty".to_owned()));
    }
    let cases = cases.into_iter().enumerate();
    cases
        .map(|(place, Object(case))| {
            let SealedCase {
                test_case,
                configurations,
            } = case;
            let at = format!("test_cases[{place}]");
            let required = || Failure::Invalid(format!("{at}.test_case is required"));
            let (sent, case) = named(text(test_case.ok_or_else(required)?))?;
            if configurations.as_ref().is_some_and(Vec::is_empty) {
                let problem = format!("{at}.configurations must not be empty");
                return Err(Failure::Invalid(problem));
            }
            let configurations = configurations.unwrap_or_default().into_iter();
            Ok(NamedRows {
                sent,
                case,
                configurations: configurations.map(|Integer(number)| number).collect(),
            })
        })
        .collect()
}

/// The configurations that are named, as far as any can have such a number.
pub(crate) fn configurations_of(named: &[NamedRows]) -> Vec<i32> {
    let all = named.iter().flat_map(|it| &it.configurations);
    let numbers: BTreeSet<i32> = all.filter_map(|it| i32::try_from(*it).ok()).collect();
    numbers.into_iter().collect()
}

/// The rows that are meant; whatever is not there refuses the seal, and is named.
pub(crate) fn rows(
    named: Vec<NamedRows>,
    found: Vec<Option<CaseNumber>>,
    known: &[Configuration],
) -> Result<Vec<RowSelection>, Failure> {
    let known: BTreeSet<i64> = known.iter().map(|it| it.number.into()).collect();
    let mut rows = Vec::new();
    let (mut no_cases, mut no_configurations) = (Vec::new(), BTreeSet::new());
    for (named, case) in named.into_iter().zip(found) {
        let NamedRows {
            sent,
            case: _,
            configurations,
        } = named;
        let Some(case) = case else {
            no_cases.push(sent);
            continue;
        };
        if configurations.is_empty() {
            rows.push(RowSelection::Case(case));
        }
        for number in configurations {
            match configuration(number).filter(|_| known.contains(&number)) {
                None => {
                    no_configurations.insert(number.to_string());
                }
                configuration => rows.push(RowSelection::Row(RowKey {
                    case,
                    configuration,
                })),
            }
        }
    }
    if !no_cases.is_empty() {
        return Err(not_found("test cases", &no_cases));
    }
    if !no_configurations.is_empty() {
        let missing: Vec<String> = no_configurations.into_iter().collect();
        return Err(not_found("configurations", &missing));
    }
    Ok(rows)
}

/// Cases that were there when they were looked up.
pub(crate) fn gone(cases: &[CaseNumber]) -> Failure {
    let names: Vec<String> = cases
        .iter()
        .map(|case| spelling::numbered(Kind::Case, case.get()))
        .collect();
    not_found("test cases", &names)
}

fn not_found(what: &str, missing: &[String]) -> Failure {
    Failure::Invalid(format!(
        "test_cases: {what} not found: {}",
        missing.join(", ")
    ))
}

fn configuration(number: i64) -> Option<ConfigurationNumber> {
    i32::try_from(number)
        .ok()
        .and_then(ConfigurationNumber::new)
}

/// How many lines are made into text at a time.
const CHUNK: usize = 1_000;

/// What the run shows, line by line, some at a time.
pub(crate) fn lines(sealed: SealedRun) -> impl Iterator<Item = String> {
    let SealedRun {
        seal: _,
        missing: _,
        mut shown,
        superseded: _,
        refused: _,
    } = sealed;
    seals::sort(&mut shown);
    let mut begin = 0;
    std::iter::from_fn(move || {
        let chunk = shown.get(begin..)?.chunks(CHUNK).next()?;
        begin += CHUNK;
        Some(seals::text(chunk))
    })
}

pub(crate) fn receipt(run: &Run, sealed: SealedRun, now: OffsetDateTime) -> Receipt {
    let SealedRun {
        seal,
        missing,
        mut shown,
        superseded,
        refused,
    } = sealed;
    seals::sort(&mut shown);
    let mut digest = Sha256::new();
    for chunk in shown.chunks(CHUNK) {
        digest.update(seals::text(chunk));
    }
    let [complete, short, late] = WORDS;
    let accepted = u32::try_from(shown.len()).unwrap_or(u32::MAX);
    Receipt {
        run: spelling::numbered(Kind::Run, run.number.get()),
        completeness: match seal.completeness(now) {
            Completeness::Complete => complete,
            Completeness::Short => short,
            Completeness::Late => late,
        },
        expected: seal.expected,
        deadline: seal.deadline.map(times::millis),
        filled_at: seal.filled_at.map(times::millis),
        accepted: accepted.saturating_add(superseded),
        repeated: superseded,
        refused,
        missing: seal.missing,
        missing_rows: missing.map(|rows| rows.into_iter().map(row).collect()),
        lines: shown.len(),
        sha256: hexadecimal(&digest.finalize()),
    }
}

fn row(key: RowKey) -> Row {
    let RowKey {
        case,
        configuration,
    } = key;
    Row {
        test_case: spelling::numbered(Kind::Case, CaseNumber::get(case)),
        configuration: configuration.map(ConfigurationNumber::get),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // A text takes whatever is written to it.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
