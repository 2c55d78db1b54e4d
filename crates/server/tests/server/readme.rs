//! The README's blocks, pasted into a shell beside a running server.

use std::process::Command;

use crate::harness::{Running, folder, verdict};

const README: &str = include_str!("../../../../README.md");
const USER: &str = "reader";
const KEY: &str = "a-key-of-the-readme-0123456789";

/// The blocks that talk to a server, in the order of the page.
fn blocks() -> Vec<&'static str> {
    let blocks = README.split("```sh\n").skip(1);
    blocks
        .filter_map(|rest| rest.split("```").next())
        .filter(|block| block.contains("curl"))
        .collect()
}

/// What a block must have printed, by a word that only it has.
const SHOWS: [(&str, &[&str]); 6] = [
    (
        "/api/v2/",
        &[
            r#""field_value":"Passed""#,
            r#""status":"passed","note":"Paid in 2 s""#,
            r#""status":"PASSED""#,
            r#""results":{"failed":0,"passed":1,"#,
        ],
    ),
    (
        "/ext/v1/$2",
        &[
            "Test run updated successfully.",
            r#""status":"passed""#,
            r#""passed":1"#,
        ],
    ),
    (
        "VERDICT_URL/v1/$1",
        &[r#""updated":1"#, r#""status":"passed""#],
    ),
    (
        "filename=log.txt",
        &[r#""fileName":"log.txt""#, r#""status":"FAILED""#],
    ),
    (
        "/api/plan/",
        &[r#""status":"pending""#, r#""status":"passed""#],
    ),
    ("/seal", &[r#""completeness":"short""#, r#""missing":305"#]),
];

#[test]
fn every_block_works_when_pasted_twice() {
    let place = folder();
    let data_dir = place.path().join("data").display().to_string();
    let mut command = verdict(&["--bind", "127.0.0.1:0", "--data-dir", &data_dir]);
    command
        .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", USER)
        .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY);
    let (server, line) = Running::start(&mut command);
    let url = line
        .split(' ')
        .find(|word| word.starts_with("http"))
        .unwrap();
    let blocks = blocks();
    assert_eq!(blocks.len(), SHOWS.len(), "each block is known here");
    for block in blocks.iter().chain(&blocks) {
        let pasted = Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", block])
            .env("VERDICT_URL", url)
            .env("VERDICT_USER", USER)
            .env("VERDICT_KEY", KEY)
            .output()
            .unwrap();
        let printed = String::from_utf8(pasted.stdout).unwrap();
        let complaints = String::from_utf8(pasted.stderr).unwrap();
        assert!(pasted.status.success(), "{block}\n{printed}\n{complaints}");
        assert!(!printed.contains(r#""success":false"#), "{printed}");
        let known = SHOWS.iter().find(|(word, _)| block.contains(word));
        let (_, expected) =
            known.unwrap_or_else(|| panic!("a block that is not known here: {block}"));
        for text in *expected {
            assert!(printed.contains(text), "{text} in\n{printed}");
        }
    }
    drop(server);
}
