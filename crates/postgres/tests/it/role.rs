//! Other processes for the tests: this test program again, playing a role.

use std::env;
use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use postgres::{DATABASE, Managed, Options, Search, Temporary};

use tempfile::TempDir;

use crate::sql;

const ROLE: &str = "VERDICT_TEST_ROLE";
const PLACE: &str = "VERDICT_TEST_PLACE";
/// Begins the line in which a role says what came of it.
const SAYS: &str = "role says: ";

/// Plays a role if this process was started by [`command`]; no test otherwise.
#[test]
fn role() {
    let place = PathBuf::from(env::var_os(PLACE).unwrap_or_default());
    match env::var(ROLE).as_deref() {
        Ok("server") => server(&place),
        Ok("obtain") => obtain(&place),
        Ok("temporary") => temporary(),
        Ok("try") => try_to_start(&place),
        _ => {}
    }
}

/// A server that writes one row and then waits for the end of its input.
fn server(place: &Path) {
    let cluster = Managed::start(&Options::new(place)).unwrap();
    let create = "CREATE TABLE IF NOT EXISTS kept (x int); INSERT INTO kept VALUES (1)";
    sql::run(&cluster.url(DATABASE), create).unwrap();
    say(&cluster.place().display().to_string());
    wait();
    cluster.stop().unwrap();
}

/// A start that may not use what the machine has installed.
fn obtain(place: &Path) {
    let mut options = Options::new(place.join("data"));
    let cache = Some(place.join("cache"));
    options.search = Search {
        bindir: None,
        system: false,
        cache,
        obtain: true,
    };
    match Managed::start(&options) {
        Ok(cluster) => {
            let version = sql::value(&cluster.url(DATABASE), "SHOW server_version");
            say(&format!(
                "{version} from {}",
                cluster.programs().bindir().display()
            ));
        }
        Err(error) => say(&format!("error: {error}")),
    }
}

/// A test run that never drops its cluster.
fn temporary() {
    let cluster = Temporary::shared();
    assert_eq!(sql::value(&cluster.url(DATABASE), "SELECT 1"), "1");
    say(&cluster.place().display().to_string());
    wait();
}

/// A start, and what came of it.
fn try_to_start(place: &Path) {
    match Managed::start(&Options::new(place)) {
        Ok(cluster) => say(&format!("{} runs", cluster.place().display())),
        Err(error) => say(&format!("error: {error}")),
    }
}

fn say(line: &str) {
    let mut output = std::io::stdout().lock();
    writeln!(output, "\n{SAYS}{line}").unwrap();
}

fn wait() {
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// This program in a role. It ends when its input does.
pub(crate) fn command(program: &Path, role: &str, place: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .args(["--exact", "role::role", "--nocapture"])
        .env(ROLE, role)
        .env(PLACE, place);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command
}

pub(crate) fn this_program() -> PathBuf {
    env::current_exe().unwrap()
}

/// Copies this program, for a user out of whose reach the build directory may be.
///
/// Another process writes the copy: a child that another test forks meanwhile would inherit the open file,
/// and a program that is open for writing cannot be started ("text file busy").
pub(crate) fn copy_of_this_program(to: &Path) {
    let copied = Command::new("cp").arg(this_program()).arg(to).status();
    assert!(copied.unwrap().success());
}

/// A process that plays a role and has said its line.
pub(crate) struct Role {
    pub(crate) said: String,
    child: Child,
    /// Kept open, as the process writes more when it ends.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Role {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = output.find_map(|line| line.unwrap().strip_prefix(SAYS).map(str::to_owned));
        let said = said
            .unwrap_or_else(|| panic!("the role said nothing and ended with {:?}", child.wait()));
        Self {
            said,
            child,
            _output: output,
        }
    }

    /// What it said, if that is a path.
    pub(crate) fn place(&self) -> PathBuf {
        PathBuf::from(&self.said)
    }

    /// Lets it end by itself.
    pub(crate) fn finish(mut self) {
        drop(self.child.stdin.take());
        assert!(self.child.wait().unwrap().success());
    }

    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// The processes that were given `directory` or something in it as an argument, as Postgres is its cluster.
pub(crate) fn processes_in(directory: &Path) -> Vec<PathBuf> {
    let directory = directory.to_str().unwrap();
    let processes = fs::read_dir("/proc")
        .unwrap()
        .flatten()
        .map(|entry| entry.path());
    processes
        .filter(|process| {
            let line = fs::read(process.join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(directory)
        })
        .collect()
}

/// A directory for a test, which Postgres' user can reach whatever the umask is.
pub(crate) fn directory() -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
    place
}

/// The one line with which a start is refused.
pub(crate) fn refusal(options: &Options) -> String {
    let line = Managed::start(options).unwrap_err().to_string();
    assert_eq!(line.lines().count(), 1, "{line}");
    line
}

/// Waits for something that gives no sign of its own.
pub(crate) fn eventually(what: &str, mut done: impl FnMut() -> bool) {
    let begun = std::time::Instant::now();
    while !done() {
        assert!(begun.elapsed().as_secs() < 60, "waited in vain: {what}");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}
