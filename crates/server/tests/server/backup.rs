//! `verdict backup` beside a server that is written to, and `verdict restore` into a new folder.

mod desk;
mod interrupted;
mod refusals;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::crash::reporter::{KEY, Reporter, USERNAME};
use crate::harness::{Running, folder, output, verdict};
use desk::Desk;

/// A server, or a command beside one.
fn on(data_dir: &Path, args: &[&str]) -> Command {
    let mut command = verdict(args);
    command
        .args(["--data-dir", data_dir.to_str().unwrap()])
        .env("VERDICT__AUTH__BOOTSTRAP_USERNAME", USERNAME)
        .env("VERDICT__AUTH__BOOTSTRAP_KEY", KEY);
    command
}

fn serve(data_dir: &Path) -> (Running, String) {
    Running::start(&mut on(data_dir, &["--bind", "127.0.0.1:0"]))
}

fn succeeds(command: &mut Command) -> String {
    let (code, said, log) = output(command);
    assert_eq!(code, Some(0), "{log}");
    said
}

fn stop(mut server: Running) {
    server.signal("TERM");
    let (code, _, log) = server.wait();
    assert_eq!(code, Some(0), "{log}");
}

#[test]
fn a_backup_taken_under_load_is_one_moment_in_every_dialect() {
    let folder = folder();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    let file = folder.path().join("night.tar");
    let (server, line) = serve(&first);
    let (reporter, desk) = (Reporter::new(&line), Desk::new(&line));
    reporter.prepare();
    let quiet = desk.ingest("Quiet", &["adds", "divides"]);
    for row in &quiet {
        desk.attach_ten(row, "of the quiet one");
    }
    let doomed = desk.ingest("Doomed", &["fails"]);
    for _ in 0..20 {
        desk.attach_ten(&doomed[0], "not for long");
    }
    let doomed = desk.only_result("PR-3", "TR-3");
    let files = desk.attachments(doomed);

    let done = AtomicBool::new(false);
    let (tell, told) = mpsc::channel();
    // What was acknowledged before, and all that was sent, answered or not.
    let (mut before, mut all) = (BTreeSet::new(), BTreeSet::new());
    thread::scope(|scope| {
        for tell in [tell.clone(), tell.clone(), tell.clone(), tell] {
            let (reporter, done) = (&reporter, &done);
            scope.spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    // Nobody listens any more where the test has failed.
                    drop(tell.send(reporter.post()));
                }
            });
        }
        // One half goes while the backup is taken: the database names these files, or it does not.
        let deleting = scope.spawn(|| {
            for file in &files[..files.len() / 2] {
                desk.delete("PR-3", doomed, file);
            }
        });
        while before.len() <= 40 {
            let attempt = told.recv().unwrap();
            all.insert(attempt.mark.clone());
            if attempt.is_acknowledged() {
                before.insert(attempt.mark);
            }
        }
        let args = ["backup", file.to_str().unwrap()];
        let said = output(&mut on(&first, &args));
        done.store(true, Ordering::Relaxed);
        assert_eq!(said.0, Some(0), "{}", said.2);
        assert!(said.1.starts_with("wrote "), "{}", said.1);
        deleting.join().unwrap();
    });
    all.extend(told.into_iter().map(|attempt| attempt.mark));
    let expected = desk.read("PR-2", "TR-2");
    stop(server);

    let said = succeeds(&mut on(&second, &["restore", file.to_str().unwrap()]));
    assert!(said.starts_with("restored "), "{said}");

    let (server, line) = serve(&second);
    let (reporter, copy) = (Reporter::new(&line), Desk::new(&line));
    assert_eq!(copy.read("PR-2", "TR-2"), expected);
    let results = reporter.list("results", "test_results");
    let marks = results.iter().map(|it| it["description"].as_str().unwrap());
    let marks: Vec<String> = marks.map(str::to_owned).collect();
    let once: BTreeSet<String> = marks.iter().cloned().collect();
    assert_eq!(once.len(), marks.len(), "each is there once");
    assert!(once.is_superset(&before), "all from before the backup");
    assert!(once.is_subset(&all), "and nothing else");
    for (run, count, text) in [
        ("TR-2", 10, "of the quiet one"),
        ("TR-3", 100, "not for long"),
    ] {
        let project = run.replace("TR", "PR");
        let kept = copy.attachments(copy.only_result(&project, run));
        assert!(kept.len() >= count, "{run} has {}", kept.len());
        for attachment in kept {
            assert_eq!(copy.file(&attachment), text);
        }
    }
    succeeds(&mut on(&second, &["check"]));
    stop(server);
}
