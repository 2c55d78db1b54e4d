//! The tree: files and platforms, scopes, tests.

pub(super) mod parts;

use std::collections::BTreeMap;

use domain::number::Seq;
use domain::outcome::{Failure, Outcome};
use domain::spelling;
use domain::status::Status;
use domain::text::Text;
use serde_json::{Value, json};
use uuid::Uuid;

use self::parts::{RUN, attempt, configuration, key, recorded, result, row, tree};

use super::{author, ended};

#[test]
#[expect(clippy::too_many_lines, reason = "the whole tree is shown")]
fn a_finished_test_lies_under_its_file_and_its_scopes() {
    let outcome = ended(
        json!({}),
        json!({"scopes": ["Auth", "Form"], "result": "failed", "failure": [
            {"backtrace": ["Error: no", "    at a.js:7"]}, {"backtrace": ["again"]},
        ]}),
    );
    let shown = recorded(1, outcome);
    let tree = tree(
        vec![row(key(1, 2), Some(shown.clone()), false)],
        vec![result(key(1, 2), &shown)],
        vec![attempt(5, key(1, 2), Some(1), json!({}))],
        &[configuration(2, "Windows 11", Some("Windows"), Some("11"))],
    );
    insta::assert_json_snapshot!(tree, @r#"
    [
      {
        "type": "ROOT",
        "display_name": "login_test.py",
        "rank": 0,
        "summary": {
          "aggregate": 1,
          "passed": 0,
          "failed": 1,
          "pending": 0,
          "skipped": 0,
          "unknown": 0
        },
        "details": {
          "file_path": "tests/login_test.py",
          "os": {
            "name": "Windows",
            "version": "11",
            "key": "Windows,11"
          },
          "browser": {
            "name": "",
            "version": "",
            "key": "NA"
          },
          "device": "",
          "isRealDevice": false,
          "vc_file_url": null,
          "finished_at": "2025-11-11T10:30:10.000+00:00",
          "middle_scopes": []
        },
        "children": [
          {
            "type": "DESCRIBE",
            "display_name": "Auth",
            "rank": 1,
            "summary": {
              "aggregate": 1,
              "passed": 0,
              "failed": 1,
              "pending": 0,
              "skipped": 0,
              "unknown": 0
            },
            "details": null,
            "children": [
              {
                "type": "DESCRIBE",
                "display_name": "Form",
                "rank": 2,
                "summary": {
                  "aggregate": 1,
                  "passed": 0,
                  "failed": 1,
                  "pending": 0,
                  "skipped": 0,
                  "unknown": 0
                },
                "details": null,
                "children": [
                  {
                    "type": "TEST",
                    "display_name": "test 1",
                    "rank": 4,
                    "summary": null,
                    "details": {
                      "status": "failed",
                      "duration": 10000,
                      "started_at": "2025-11-11T10:30:00.000+00:00",
                      "session_id": null,
                      "observability_url": "http://v/b/testRuns?details=4194305",
                      "is_muted": false,
                      "is_latest": true,
                      "run_count": 0,
                      "tags": [],
                      "is_auto_analyzed": null,
                      "is_auto_analyzer_running": false,
                      "last_executed_by": "ann@localhost",
                      "last_executed_by_id": 1,
                      "pm_tool_details": [],
                      "testCases": [],
                      "retries": [
                        {
                          "uuid": "00000000-0000-0000-0000-000000000005",
                          "status": "failed",
                          "duration": 10000,
                          "workflowStatus": "Failed",
                          "logs": {
                            "TEST_FAILURE": [
                              "Error: no",
                              "    at a.js:7",
                              "again"
                            ]
                          }
                        }
                      ]
                    },
                    "children": [],
                    "is_before_all_hook": false,
                    "is_after_all_hook": false
                  }
                ],
                "is_before_all_hook": false,
                "is_after_all_hook": false
              }
            ],
            "is_before_all_hook": false,
            "is_after_all_hook": false
          }
        ],
        "is_before_all_hook": false,
        "is_after_all_hook": false
      }
    ]
    "#);
}

#[test]
fn retries_stand_oldest_first_and_open_ones_are_pending() {
    let row_key = key(1, 0);
    let failed = recorded(1, ended(json!({}), json!({"result": "failed"})));
    let passed = recorded(2, ended(json!({}), json!({})));
    let tree = tree(
        vec![row(row_key, Some(passed.clone()), true)],
        vec![result(row_key, &failed), result(row_key, &passed)],
        vec![
            attempt(3, row_key, None, json!({})),
            attempt(1, row_key, Some(2), json!({})),
            attempt(2, row_key, Some(1), json!({})),
            attempt(4, row_key, Some(9), json!({})),
        ],
        &[],
    );
    let leaf = &tree[0]["children"][0]["children"][0]["details"];
    let retries: Vec<(&str, &str)> = leaf["retries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            (
                it["uuid"].as_str().unwrap(),
                it["workflowStatus"].as_str().unwrap(),
            )
        })
        .collect();
    let uuid = |id| Uuid::from_u128(id).to_string();
    assert_eq!(
        retries,
        [
            (uuid(1).as_str(), "Passed"),
            (&uuid(2), "Failed"),
            (&uuid(3), "In Progress")
        ]
    );
    assert_eq!(leaf["status"], "passed", "the newest final result shows");
}

#[test]
fn an_open_test_is_pending_and_counts_as_unknown() {
    let tree = tree(
        vec![row(key(1, 0), None, true)],
        Vec::new(),
        vec![attempt(
            1,
            key(1, 0),
            None,
            json!({"environment": {"os": "Mac"}}),
        )],
        &[],
    );
    assert_eq!(
        tree[0]["summary"],
        json!({"aggregate": 1, "passed": 0, "failed": 0, "pending": 0, "skipped": 0, "unknown": 1})
    );
    let leaf = &tree[0]["children"][0]["children"][0]["details"];
    assert_eq!(leaf["status"], "pending");
    assert_eq!(leaf["duration"], json!(null));
    assert_eq!(leaf["started_at"], "2025-11-11T10:30:00.000+00:00");
    assert_eq!(leaf["observability_url"], "http://v/b/testRuns?details=1");
    assert_eq!(leaf["retries"][0]["workflowStatus"], "In Progress");
    assert_eq!(leaf["retries"][0]["logs"], json!({}));
}

#[test]
fn rows_of_other_dialects_lie_under_the_build() {
    let failure = Failure {
        message: Some(Text::new("no").unwrap()),
        trace: None,
    };
    let outcome = Outcome {
        failures: vec![failure],
        ..Outcome::bare(Status::Broken.into(), author())
    };
    let shown = recorded(1, outcome);
    let tree = tree(
        vec![
            row(key(2, 0), None, false),
            row(key(1, 0), Some(shown.clone()), false),
        ],
        vec![result(key(1, 0), &shown)],
        Vec::new(),
        &[],
    );
    let root = &tree[0];
    assert_eq!(root["display_name"], "nightly");
    assert_eq!(root["details"]["file_path"], "");
    assert_eq!(
        root["details"]["os"],
        json!({"name": "", "version": "", "key": "NA"})
    );
    assert_eq!(
        root["summary"],
        json!({"aggregate": 2, "passed": 0, "failed": 1, "pending": 1, "skipped": 0, "unknown": 0})
    );
    let (written, planned) = (&root["children"][0], &root["children"][1]);
    let uuid = spelling::attempt_uuid(RUN, Seq::new(1).unwrap()).to_string();
    assert_eq!(
        written["details"]["retries"][0],
        json!({
            "uuid": uuid, "status": "failed", "duration": null, "workflowStatus": "Failed",
            "logs": {"TEST_FAILURE": ["no"]},
        })
    );
    assert_eq!(planned["details"]["status"], "pending");
    assert_eq!(planned["details"]["retries"], json!([]));
    assert_eq!(planned["rank"], 2);
}

#[test]
fn one_file_on_two_platforms_is_two_roots_and_scopes_are_shared() {
    let shown = |seq, scopes: Value| recorded(seq, ended(json!({}), json!({"scopes": scopes})));
    let rows = [
        (key(1, 1), shown(1, json!(["Auth"]))),
        (key(1, 2), shown(2, json!(["Auth"]))),
        (key(2, 1), shown(3, json!(["Auth", "Form"]))),
        (key(3, 1), shown(4, json!(["Auth"]))),
        (key(4, 3), shown(5, json!(["Auth"]))),
    ];
    let results = rows.iter().map(|(key, it)| result(*key, it)).collect();
    let rows = rows.into_iter().map(|(key, it)| row(key, Some(it), false));
    let configurations = [
        configuration(1, "Windows", Some("Windows"), None),
        configuration(2, "Mac", Some("Mac"), Some("15")),
        configuration(3, "Lab 3", None, None),
    ];
    let tree = tree(rows.collect(), results, Vec::new(), &configurations);
    let names = |nodes: &Value| -> BTreeMap<String, u64> {
        let nodes = nodes.as_array().unwrap().iter();
        nodes
            .map(|it| {
                (
                    it["display_name"].as_str().unwrap().to_owned(),
                    it["rank"].as_u64().unwrap(),
                )
            })
            .collect()
    };
    let platforms: Vec<(&Value, &Value)> = tree
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["details"]["os"]["key"], &it["details"]["device"]))
        .collect();
    assert_eq!(
        platforms,
        [
            (&json!("Windows"), &json!("")),
            (&json!("Mac,15"), &json!("")),
            (&json!("NA"), &json!("Lab 3")),
        ]
    );
    assert_eq!(
        names(&tree[0]["children"]),
        BTreeMap::from([("Auth".to_owned(), 1)])
    );
    assert_eq!(
        names(&tree[0]["children"][0]["children"]),
        BTreeMap::from([
            ("test 1".to_owned(), 3),
            ("Form".to_owned(), 2),
            ("test 3".to_owned(), 3)
        ])
    );
}
