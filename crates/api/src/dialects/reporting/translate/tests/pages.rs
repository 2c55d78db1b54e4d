//! Filters, order and pages.

use domain::opaque::OpaqueId;
use serde_json::Value;
use uuid::Uuid;

use super::super::cursor::{Cursor, ROOTS_PER_PAGE, page};
use super::super::group::{Group, GroupKey};
use super::super::hierarchy::{Wanted, wanted};
use super::super::order::{Order, Sort, arrange};
use super::super::platform::Platform;
use crate::failure::Failure;

fn group(file: &str, os: &str) -> Group {
    Group {
        key: GroupKey {
            file: file.to_owned(),
            platform: Platform {
                os: os.to_owned(),
                ..Platform::default()
            },
        },
        leaves: Vec::new(),
    }
}

fn asked(query: &'static [(&str, &str)]) -> Result<Wanted, Failure> {
    let build = OpaqueId::from_uuid(Uuid::from_u128(7));
    wanted(query_of(query), build)
}

/// A query, for what reads one by name.
pub(super) fn query_of(
    query: &'static [(&'static str, &'static str)],
) -> impl Fn(&str) -> Option<String> {
    move |name| {
        let found = query.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    }
}

fn files(groups: &[Group]) -> Vec<&str> {
    groups.iter().map(|it| it.key.file.as_str()).collect()
}

/// Queries and what is wrong with them.
const REFUSED: [(&[(&str, &str)], &str); 9] = [
    (&[("sort", "NAME")], "sort must be one of"),
    (&[("order", "up")], "order must be"),
    (&[("next_page", "!!")], "next_page is not"),
    (&[("next_page", "e30")], "next_page is not"),
    (&[("is_muted", "1")], "is_muted must be true or false"),
    (&[("is_flaky", "yes")], "is_flaky must be true or false"),
    (&[("is_new_failure", "yes")], "is_new_failure must be"),
    (&[("re_runs", "1,x")], "re_runs must be integers"),
    (
        &[("re_runs", "99999999999999999999")],
        "re_runs must be integers",
    ),
];

#[test]
fn a_query_is_read_leniently_where_the_vendor_breaks() {
    let silent = asked(&[]).unwrap();
    assert_eq!(
        (silent.sort, silent.order),
        (Sort::ExecutionOrder, Order::Asc)
    );
    let sorted = asked(&[("sort", "DURATION"), ("test_statuses", " Failed,,passed ")]).unwrap();
    assert_eq!((sorted.sort, sorted.order), (Sort::Duration, Order::Asc));
    assert_eq!(sorted.filter.statuses, ["failed", "passed"]);
    let descending = asked(&[("order", "Desc"), ("next_page", ""), ("is_muted", "true")]).unwrap();
    assert_eq!(descending.order, Order::Desc);
    for (query, problem) in REFUSED {
        let refused = asked(query).unwrap_err().message();
        assert!(refused.starts_with(problem), "{refused}");
    }
}

#[test]
fn groups_are_sorted_and_equal_ones_stay_in_the_order_of_execution() {
    for (sort, order, expected) in [
        (
            Sort::ExecutionOrder,
            Order::Asc,
            ["z/b.js", "y/a.js", "c.js"],
        ),
        (
            Sort::ExecutionOrder,
            Order::Desc,
            ["c.js", "y/a.js", "z/b.js"],
        ),
        (Sort::TopLevelName, Order::Asc, ["y/a.js", "z/b.js", "c.js"]),
        (Sort::Platform, Order::Asc, ["y/a.js", "c.js", "z/b.js"]),
        (Sort::Duration, Order::Asc, ["z/b.js", "y/a.js", "c.js"]),
        (Sort::FailedTest, Order::Desc, ["c.js", "y/a.js", "z/b.js"]),
    ] {
        let mut groups = [
            group("z/b.js", "Windows"),
            group("y/a.js", "Mac"),
            group("c.js", "Mac"),
        ];
        arrange(&mut groups, sort, order, "nightly");
        assert_eq!(files(&groups), expected, "{sort:?} {order:?}");
    }
}

#[test]
fn pages_follow_each_other_to_an_end_without_a_cursor() {
    let all = |count: usize| -> Vec<Group> {
        (0..count)
            .map(|it| group(&format!("{it:03}"), ""))
            .collect()
    };
    let (only, next) = page(all(ROOTS_PER_PAGE), None, "b");
    assert_eq!((only.len(), next), (ROOTS_PER_PAGE, None));

    let (first, next) = page(all(ROOTS_PER_PAGE + 1), None, "b");
    assert_eq!(first.len(), ROOTS_PER_PAGE);
    assert!(Cursor::parse(next.as_deref(), "c").is_err());
    let cursor = Cursor::parse(next.as_deref(), "b").unwrap();
    let (second, next) = page(all(ROOTS_PER_PAGE + 1), cursor.as_ref(), "b");
    assert_eq!((files(&second), next), (vec!["050"], None));

    let mut grown = all(ROOTS_PER_PAGE + 1);
    grown.insert(0, group("new", ""));
    assert_eq!(
        files(&page(grown, cursor.as_ref(), "b").0),
        ["050"],
        "it names the root"
    );
    let mut shrunk = all(ROOTS_PER_PAGE + 2);
    shrunk.remove(ROOTS_PER_PAGE);
    assert_eq!(
        files(&page(shrunk, cursor.as_ref(), "b").0),
        ["051"],
        "it falls back to the place"
    );
    assert!(page(Vec::new(), cursor.as_ref(), "b").0.is_empty());
}

#[test]
fn a_root_is_called_like_its_file() {
    for (file, name) in [
        ("tests/login_test.py", "login_test.py"),
        ("tests\\login.cs", "login.cs"),
        ("login.js", "login.js"),
        ("tests/", "tests/"),
        ("", "nightly"),
    ] {
        assert_eq!(group(file, "").display_name("nightly"), name);
    }
    let spelled = serde_json::to_value(group("a", "Mac").key).unwrap();
    assert_eq!(spelled["os"], Value::from("Mac"));
}
