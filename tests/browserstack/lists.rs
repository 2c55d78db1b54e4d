//! Lists of results, and paging.

use serde_json::{Value, json};

use super::desk::Desk;

#[tokio::test]
async fn pages_have_thirty_or_three_hundred_entries() {
    let desk = Desk::open().await;
    let case = desk.case_id("Login").await;
    let run = desk.run(&[&case], &[]).await;
    let result = json!({"test_result": {"status": "passed"}, "test_case_id": case});
    let results = json!({"results": vec![result; 31]});
    desk.done(&format!("{run}/results"), &results).await;
    for path in [
        format!("{run}/results"),
        format!("{run}/test-cases/{case}/results"),
        format!("/test-cases/{case}/results"),
    ] {
        for (query, length, info) in [
            ("", 30, json!([1, 30, 31, null, 2])),
            ("?", 30, json!([1, 30, 31, null, 2])),
            ("?p=2", 1, json!([2, 30, 31, 1, null])),
            ("?p=3&validate_tc=true", 0, json!([3, 30, 31, 2, null])),
            ("?p=0", 30, json!([1, 30, 31, null, 2])),
            ("?p=x&page_size=", 30, json!([1, 30, 31, null, 2])),
            ("?page_size=300", 31, json!([1, 300, 31, null, null])),
            (
                "?p=4294967295&page_size=300",
                0,
                json!([4_294_967_295_u32, 300, 31, 4_294_967_294_u32, null]),
            ),
        ] {
            let reply = desk.get(&format!("{path}{query}")).await;
            let answered = reply.expect(200);
            let rows = answered["test_results"].as_array().unwrap();
            assert_eq!(rows.len(), length, "{path}{query}");
            let read = &answered["info"];
            assert_eq!(
                json!([
                    read["page"],
                    read["page_size"],
                    read["count"],
                    read["prev"],
                    read["next"]
                ]),
                info,
                "{path}{query}"
            );
            let ids = rows.iter().map(|row| row["id"].as_i64().unwrap());
            assert!(ids.is_sorted_by(|one, other| one > other), "newest first");
        }
        for size in ["31", "0", "-1", "x", "301"] {
            let reply = desk.get(&format!("{path}?page_size={size}")).await;
            assert_eq!(
                *reply.expect(400),
                json!({"success": false, "message": "Invalid page_size. Allowed values are 30 or 300."})
            );
        }
    }
}

#[tokio::test]
async fn rows_are_listed_newest_case_first_page_by_page() {
    let desk = Desk::open().await;
    let mut cases = Vec::new();
    for number in 1..=16 {
        cases.push(desk.case_id(&format!("Case {number}")).await);
    }
    let [one, two] = [
        desk.configuration("One").await,
        desk.configuration("Two").await,
    ];
    let ids: Vec<&str> = cases.iter().map(String::as_str).collect();
    let run = desk.run(&ids, &[one, two]).await;
    // A result makes a row no newer: lists do not jump while a run goes on.
    let body = json!({"test_case_id": cases[0], "configuration_id": one, "test_result": {"status": "passed"}});
    desk.done(&format!("{run}/results"), &body).await;
    let expected: Vec<Value> = cases
        .iter()
        .rev()
        .flat_map(|case| [json!([case, two]), json!([case, one])])
        .collect();
    let mut listed = Vec::new();
    for page in 1..=2 {
        let reply = desk.get(&format!("{run}/test-cases?p={page}")).await;
        let rows = reply.expect(200)["test_cases"].as_array().unwrap();
        listed.extend(
            rows.iter()
                .map(|row| json!([row["identifier"], row["configuration_id"]])),
        );
        assert_eq!(reply.json()["info"]["count"], 32);
    }
    assert_eq!(listed, expected);
    let of_case = desk
        .get(&format!("{run}/test-cases?identifier={}", cases[0]))
        .await;
    let rows = of_case.expect(200)["test_cases"].as_array().unwrap();
    let under: Vec<&Value> = rows.iter().map(|row| &row["configuration_id"]).collect();
    assert_eq!(under, [&json!(two), &json!(one)]);
    let read = desk.get(&run).await;
    assert_eq!(
        read.expect(200)["test_run"]["test_cases"][0]["identifier"],
        cases[15]
    );
}

#[tokio::test]
async fn a_minified_row_shows_which_it_is_and_how_it_stands() {
    let desk = Desk::open().await;
    let case = desk.case("Login", &[("Open", "It opens")]).await;
    let id = case["identifier"].as_str().unwrap();
    let run = desk.run(&[id], &[]).await;
    let whole = desk.get(&format!("{run}/test-cases")).await;
    let whole = whole.expect(200)["test_cases"][0].as_object().unwrap();
    let keys = [
        "identifier",
        "name",
        "description",
        "latest_status",
        "latest_result_id",
        "configuration_id",
        "execution_id",
    ];

    for query in ["minify=true", "minify=1&p=1"] {
        let small = desk.get(&format!("{run}/test-cases?{query}")).await;
        let small = small.expect(200)["test_cases"][0].as_object().unwrap();
        assert_eq!(small.keys().collect::<Vec<_>>(), keys, "{query}");
        for (key, value) in small {
            assert_eq!(Some(value), whole.get(key), "{key}");
        }
    }
    let steps = desk
        .get(&format!("{run}/test-cases?minify=true&fetch_steps=true"))
        .await;
    let row = &steps.expect(200)["test_cases"][0];
    assert_eq!(row["steps"][0]["step"], "Open");
    assert!(row.get("priority").is_none());
    let plain = desk.get(&format!("{run}/test-cases?minify=false")).await;
    assert_eq!(plain.expect(200)["test_cases"][0]["priority"], "Medium");
}

#[tokio::test]
async fn a_cases_history_spans_runs_and_a_run_shows_its_own_part() {
    let desk = Desk::open().await;
    let cases = [desk.case_id("Login").await, desk.case_id("Logout").await];
    let ids = cases.each_ref().map(String::as_str);
    let runs = [desk.run(&ids, &[]).await, desk.run(&ids, &[]).await];
    for run in &runs {
        for case in &cases {
            let body = json!({"test_result": {"status": "passed"}, "test_case_id": case});
            desk.done(&format!("{run}/results"), &body).await;
        }
    }

    let history = desk.get(&format!("/test-cases/{}/results", cases[0])).await;

    let rows = history.expect(200)["test_results"].as_array().unwrap();
    let of_runs: Vec<&Value> = rows.iter().map(|row| &row["test_run_id"]).collect();
    let names = runs
        .each_ref()
        .map(|run| run.trim_start_matches("/test-runs/"));
    assert_eq!(of_runs, [names[1], names[0]]);
    assert!(rows.iter().all(|row| row["test_case_id"] == *cases[0]));
    let part = desk
        .get(&format!("{}/test-cases/{}/results", runs[0], cases[0]))
        .await;
    assert_eq!(part.expect(200)["info"]["count"], 1);
    assert_eq!(part.json()["test_results"][0], rows[1]);
}
