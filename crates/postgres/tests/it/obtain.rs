//! A machine without Postgres.

use std::env;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::role::{self, Role};

/// What a start says that sees no installed Postgres, with this `PATH`.
fn obtain(place: &Path, path: &Path) -> String {
    let mut command = role::command(&role::this_program(), "obtain", place);
    command.env("PATH", path);
    let process = Role::start(command);
    let said = process.said.clone();
    process.finish();
    said
}

/// A place that Postgres' user can reach, with an empty directory of programs.
fn place() -> (tempfile::TempDir, PathBuf) {
    let place = role::directory();
    let programs = place.path().join("programs");
    fs::create_dir(&programs).unwrap();
    (place, programs)
}

fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap();
    env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|file| file.exists())
}

#[test]
fn without_a_package_client_one_line_says_what_to_install() {
    let (place, programs) = place();
    let said = obtain(place.path(), &programs);
    assert!(
        said.starts_with("error: ") && said.contains("`apt-get install postgresql`"),
        "{said}"
    );
    let left: Vec<_> = fs::read_dir(place.path().join("cache"))
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(left.len(), 1, "only the lock: {left:?}");
}

/// Runs only as far as the machine can: a client that is there may still have no network.
fn check(place: &Path, path: &Path, version: &str) {
    let said = obtain(place, path);
    if said.contains("brought no") {
        assert!(
            said.starts_with("error: ") && said.contains("`apt-get install postgresql`"),
            "{said}"
        );
        return;
    }
    assert!(
        said.starts_with(version) && said.contains("/cache/postgres-18"),
        "{said}"
    );
    // The second time it is there, and needs no client.
    let nothing = place.join("programs/nothing");
    assert_eq!(obtain(place, &nothing), said);
    let left = fs::read_dir(place.join("cache")).unwrap().count();
    assert_eq!(left, 2, "the copy and the lock");
}

#[test]
fn with_pip_a_copy_is_obtained_once() {
    if find("pip").or_else(|| find("pip3")).is_none() {
        return;
    }
    let (place, _) = place();
    check(
        place.path(),
        Path::new(&env::var_os("PATH").unwrap()),
        "18.",
    );
}

#[test]
fn with_npm_alone_a_copy_is_obtained_too() {
    let (Some(npm), Some(node)) = (find("npm"), find("node")) else {
        return;
    };
    let (place, programs) = place();
    symlink(npm, programs.join("npm")).unwrap();
    symlink(node, programs.join("node")).unwrap();
    check(place.path(), &programs, "18.");
}
