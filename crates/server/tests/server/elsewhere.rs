//! Commands in a folder where nothing of Verdict's is.

use std::fs;

use crate::harness::{folder, output, verdict};

#[test]
fn what_needs_data_makes_none() {
    let folder = folder();
    let data_dir = folder.path().join("verdict-data");
    let backup = folder.path().join("backup.tar");
    let backup = backup.to_str().unwrap();
    let commands: [&[&str]; 7] = [
        &["check"],
        &["backup", backup],
        &["migrate", "status"],
        &["migrate", "down"],
        &["user", "list"],
        &["key", "list"],
        &["org", "list"],
    ];
    for command in commands {
        let mut command = verdict(command);
        let (code, lines, log) = output(command.arg("--data-dir").arg(&data_dir));
        assert_eq!((code, lines.as_str()), (Some(1), ""), "{command:?}: {log}");
        assert!(
            log.contains("nothing of Verdict's is there") && log.lines().count() == 1,
            "{log}"
        );
        assert!(!data_dir.exists(), "{command:?}");
    }
    assert!(!fs::exists(backup).unwrap());
}

#[test]
fn a_file_is_no_data_folder() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let mut serve = verdict(&["--bind", "127.0.0.1:0", "--data-dir"]);
    let (code, _, log) = output(serve.arg(&file));
    assert_eq!(code, Some(1), "{log}");
    assert!(
        log.contains("is a file, and the data needs a folder"),
        "{log}"
    );
}
