//! Which builds a list shows: the query, and the status tables turned around.

use store::read::RunShape;
use time::macros::datetime;

use super::super::search::{latest, search};
use super::super::stats::{BuildState, build_status, stats};
use super::NOW;
use super::pages::query_of;

#[test]
fn each_shape_is_found_by_its_status_alone() {
    let mut seen = 0;
    for query in [
        query_of(&[("build_status", "passed")]),
        query_of(&[("build_status", "failed")]),
        query_of(&[("build_status", "skipped")]),
        query_of(&[("build_status", "unknown")]),
        query_of(&[("build_status", "RUNNING")]),
    ] {
        let status = query("build_status").unwrap().to_lowercase();
        let found = search(query, None, NOW).unwrap().unwrap().shapes.unwrap();
        assert_eq!(NOW - found.quiet_since, time::Duration::HOUR);
        seen += found.any_of.len();
        for RunShape {
            shown,
            over,
            quiet,
            short_or_late,
        } in found.any_of
        {
            let life = match (over, quiet) {
                (true, _) => BuildState::Finished,
                (false, true) => BuildState::TimedOut,
                (false, false) => BuildState::Running,
            };
            assert_eq!(build_status(life, stats(&shown), short_or_late), status);
        }
    }
    assert_eq!(seen, RunShape::all().count());
}

#[test]
fn a_list_goes_back_a_week_unless_a_range_is_given() {
    for (query, expected) in [
        (
            query_of(&[]),
            (
                NOW - time::Duration::WEEK,
                datetime!(9999-12-31 23:59:59 UTC),
            ),
        ),
        (
            query_of(&[("date_range", "0, 1500")]),
            (
                datetime!(1970-01-01 0:00 UTC),
                datetime!(1970-01-01 0:00:01.5 UTC),
            ),
        ),
        // Nothing began between these.
        (
            query_of(&[("date_range", "1500,0")]),
            (
                datetime!(1970-01-01 0:00:01.5 UTC),
                datetime!(1970-01-01 0:00 UTC),
            ),
        ),
    ] {
        let filter = search(query, None, NOW).unwrap().unwrap();
        assert_eq!(filter.began, Some(expected));
    }
    for query in [
        query_of(&[("date_range", "1")]),
        query_of(&[("date_range", "1,")]),
        query_of(&[("date_range", "1,2,3")]),
        query_of(&[("date_range", "1.5,2")]),
        query_of(&[("date_range", "1,99999999999999999999")]),
        query_of(&[("date_range", "-99999999999999,1")]),
    ] {
        let refused = search(query, None, NOW).unwrap_err().message();
        assert!(refused.starts_with("date_range must be"), "{refused}");
    }
}

#[test]
fn every_condition_is_read() {
    let filter = search(
        query_of(&[
            ("unique_build_names", "a, b"),
            ("build_tags", "x,,y"),
            ("users", "ann"),
            ("frameworks", "TestNG,Jest"),
            ("is_archived", "false"),
        ]),
        Some(7),
        NOW,
    );
    let filter = filter.unwrap().unwrap();
    assert_eq!(filter.names, ["a", "b"]);
    assert_eq!(filter.tags, ["x", "y"]);
    assert_eq!(filter.users, ["ann"]);
    assert_eq!(filter.frameworks, ["testng", "jest"]);
    assert_eq!((filter.project_name, filter.before), (None, Some(7)));
    assert!(filter.shapes.is_none());
    let archived = search(query_of(&[("is_archived", "true")]), None, NOW);
    assert!(archived.unwrap().is_none(), "no build is archived");
    assert!(search(query_of(&[("is_archived", "1")]), None, NOW).is_err());
    assert!(search(query_of(&[("build_status", "green")]), None, NOW).is_err());
}

#[test]
fn the_latest_build_needs_a_project() {
    for query in [query_of(&[]), query_of(&[("project_name", " ")])] {
        let refused = latest(query).unwrap_err().message();
        assert_eq!(refused, "project_name is required");
    }
    let filter = latest(query_of(&[
        ("project_name", "Shop"),
        ("build_name", "a,b"),
        ("user_name", "ann"),
        ("build_tags", "x,y"),
        ("framework", "Pytest"),
    ]));
    let filter = filter.unwrap();
    assert_eq!(filter.project_name.as_deref(), Some("Shop"));
    assert_eq!(filter.names, ["a,b"], "a name may hold a comma");
    assert_eq!(filter.users, ["ann"]);
    assert_eq!(filter.tags, ["x", "y"]);
    assert_eq!(filter.frameworks, ["pytest"]);
    assert!(filter.began.is_none(), "the latest may be old");
}
