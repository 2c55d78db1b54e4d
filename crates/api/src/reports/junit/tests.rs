//! Files of real tools against the counts that were taken by hand, and files that nobody should read.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Defect, MAX_DEPTH, MAX_RECORDS, Outcome, Record};

const PYTEST: &str = include_str!("files/pytest-xunit2.xml");
const JEST: &str = include_str!("files/jest-junit.xml");
const NEXTEST: &str = include_str!("files/nextest-junit.xml");
const SUREFIRE: &str = include_str!("files/surefire-cart-junit.xml");

/// One report alone.
fn read(report: &[u8]) -> Result<Vec<Record>, Defect> {
    super::read(report, Vec::new())
}

/// Passed, failed, errored, skipped.
fn counts<'a>(records: impl IntoIterator<Item = &'a Record>) -> [usize; 4] {
    use Outcome::{Errored, Failed, Passed, Skipped};
    let outcomes: Vec<Outcome> = records.into_iter().map(|it| it.outcome).collect();
    let count = |wanted| outcomes.iter().filter(|it| **it == wanted).count();
    [Passed, Failed, Errored, Skipped].map(count)
}

fn named<'a>(records: &'a [Record], name: &str) -> &'a Record {
    records.iter().find(|it| it.name == name).unwrap()
}

#[test]
fn real_files_have_their_true_counts() {
    for (tool, report, expected) in [
        ("pytest", PYTEST, [12, 5, 3, 3]),
        ("jest", JEST, [5, 6, 1, 1]),
        ("nextest", NEXTEST, [5, 4, 0, 0]),
        ("surefire", SUREFIRE, [4, 1, 2, 2]),
    ] {
        let records = read(report.as_bytes()).unwrap();
        assert_eq!(counts(&records), expected, "{tool}");
    }
}

#[test]
fn of_a_test_that_was_run_again_the_last_record_is_final() {
    let records = read(PYTEST.as_bytes()).unwrap();
    let last: BTreeMap<_, &Record> = records
        .iter()
        .map(|it| ((&it.classname, &it.name), it))
        .collect();
    assert_eq!(counts(last.into_values()), [10, 5, 3, 3]);
}

#[test]
fn a_flaky_test_passed_and_a_rerun_one_shows_its_own_failure() {
    let nextest = read(NEXTEST.as_bytes()).unwrap();
    let flaky = named(&nextest, "tests::flaky");
    assert_eq!((flaky.outcome, &flaky.message), (Outcome::Passed, &None));
    let aborted = named(&nextest, "tests::aborts");
    let message = "process aborted with signal 6 (SIGABRT)";
    assert_eq!(aborted.message.as_deref(), Some(message));
    assert_eq!(aborted.text.as_deref(), Some(message));
    assert_eq!(
        aborted.system_out.as_deref().map(str::trim),
        Some("running 1 test")
    );

    let surefire = read(SUREFIRE.as_bytes()).unwrap();
    let errored = named(&surefire, "errors");
    assert_eq!(errored.classname.as_deref(), Some("shop.CartTest"));
    assert!(errored.text.as_deref().unwrap().contains("CartTest.java:8"));
    assert_eq!(errored.time, Some(Duration::from_millis(1)));
}

#[test]
fn names_properties_and_texts_come_as_they_were_written() {
    let pytest = read(PYTEST.as_bytes()).unwrap();
    let properties = &named(&pytest, "test_properties").properties;
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        *properties,
        [pair("test_case_id", "TC-17"), pair("owner", "zespół")]
    );
    assert_eq!(named(&pytest, "test_broken_import").classname, None);
    let failed = named(&pytest, "test_fails").message.as_deref().unwrap();
    assert!(failed.starts_with("AssertionError: lists differ <&> \"quoted\"\nassert [1, 2, 3]"));
    assert!(named(&pytest, "test_adds[zero & <none>]").time.is_some());
    let jest = read(JEST.as_bytes()).unwrap();
    let file = named(&jest, "cart — koszyk adds").file.as_deref();
    assert_eq!(file, Some("jest/shop.test.js"));
}

#[test]
fn the_worst_of_several_verdicts_decides_and_the_first_of_its_kind_explains() {
    let report = r#"<testsuite><testcase name="a">
        <skipped message="s"/><error message="e">E</error><failure message="f1"><![CDATA[<1>]]></failure>
        <failure message="f2">2</failure><error message="e2"/>
        <properties><property name="p">one&#10;two</property></properties>
    </testcase></testsuite>"#;
    let records = read(report.as_bytes()).unwrap();
    let expected = Record {
        name: "a".to_owned(),
        outcome: Outcome::Failed,
        message: Some("f1".to_owned()),
        text: Some("<1>".to_owned()),
        properties: vec![("p".to_owned(), "one\ntwo".to_owned())],
        ..Record::default()
    };
    assert_eq!(records, [expected]);
}

#[test]
fn only_a_length_of_time_is_one() {
    for (raw, expected) in [
        ("0.0126", Some(Duration::from_micros(12_600))),
        ("1,234.5", Some(Duration::from_millis(1_234_500))),
        ("1e3", Some(Duration::from_secs(1000))),
        ("-1", None),
        ("NaN", None),
        ("inf", None),
        ("1e300", None),
        ("soon", None),
        ("", None),
    ] {
        let report = format!(r#"<testsuite><testcase name="a" time="{raw}"/></testsuite>"#);
        let records = read(report.as_bytes()).unwrap();
        assert_eq!(records.first().unwrap().time, expected, "{raw}");
    }
}

#[test]
fn what_is_no_report_is_refused() {
    let deep = |levels: usize| {
        let (open, close) = ("<testsuite>".repeat(levels), "</testsuite>".repeat(levels));
        format!("{open}{close}")
    };
    assert_eq!(read(deep(MAX_DEPTH).as_bytes()), Ok(Vec::new()));
    let bomb = r#"<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
        <testsuite><testcase name="&b;">&b;</testcase></testsuite>"#;
    let external = r#"<!DOCTYPE t SYSTEM "file:///etc/passwd"><testsuite/>"#;
    for (report, expected) in [
        (deep(MAX_DEPTH + 1), Defect::TooDeep),
        (bomb.to_owned(), Defect::DocumentType),
        (external.to_owned(), Defect::DocumentType),
        (String::new(), Defect::Empty),
        (" <!-- nothing --> ".to_owned(), Defect::Empty),
        ("<html/>".to_owned(), Defect::OtherRoot("html".to_owned())),
        (
            "<testsuite><testcase><failure>&x;</failure></testcase></testsuite>".to_owned(),
            Defect::Entity("x".to_owned()),
        ),
    ] {
        assert_eq!(read(report.as_bytes()), Err(expected), "{report}");
    }
    for report in [
        "<testsuite>",
        "<testsuite></testsuites>",
        "<testsuite/><testsuite/>",
        "<testsuite/>text",
        "text",
        r#"<testsuite><testcase name="&x;"/></testsuite>"#,
        "<testsuite><testcase name='&#0;'/></testsuite>",
        "<testsuite><testcase name=a/></testsuite>",
        "<testsuite><failure>&</failure></testsuite>",
        "{}",
    ] {
        let read = read(report.as_bytes());
        assert!(
            matches!(read, Err(Defect::Malformed(_))),
            "{report}: {read:?}"
        );
    }
    assert_eq!(read(b"<testsuite>\xff</testsuite>"), Err(Defect::Encoding));
}

#[test]
fn the_bound_of_test_cases_is_that_of_all_reports_together() {
    let report = br#"<testsuite><testcase name="a"/></testsuite>"#;
    let before = |many| vec![Record::default(); many];
    let most = super::read(report, before(MAX_RECORDS - 1)).unwrap();
    assert_eq!(most.len(), MAX_RECORDS);
    let more = super::read(report, before(MAX_RECORDS));
    assert_eq!(more, Err(Defect::TooMany));
}
