//! How many files and connections the process may have open.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// As many as are asked for: a connection for each request that is carried out or refused (`http.max_connections` is far
/// below), and those to the database.
const WANTED: u64 = 65_536;

/// Raises the limit as far as an ordinary user may. Login shells and systemd begin with 1,024, for programs that use
/// `select`: connections beyond would not be refused but left waiting, until others are closed.
pub(crate) fn allow_many() {
    let found = getrlimit(Resource::Nofile);
    let most = found.maximum.map_or(WANTED, |most| most.min(WANTED));
    if found.current.is_none_or(|now| now >= most) {
        return;
    }
    let raised = Rlimit {
        current: Some(most),
        ..found
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, most, "cannot raise the limit of open files");
    }
}
