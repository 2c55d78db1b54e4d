//! One round: write, let something happen, start again, compare.

use std::time::Duration;

use anyhow::Result;

use crate::book::Book;
use crate::crowd;
use crate::disk::Disk;
use crate::fault::Fault;
use crate::http::Http;
use crate::random::Random;
use crate::site::Site;
use crate::stage::Stage;
use crate::verify::{self, Findings, Kind};
use crate::world::World;

/// How many of a hundred starts are killed once before the one that is let be.
const STUMBLES: usize = 30;
/// When such a start is killed at the latest, in milliseconds: at some moment of Postgres' recovery.
const STUMBLE_MS: usize = 1_500;

/// What a round came to.
#[derive(Debug)]
pub(crate) struct Round {
    pub(crate) book: Book,
    pub(crate) findings: Findings,
    /// Whether a start after it was killed, too.
    pub(crate) stumbled: bool,
}

/// Carries one out on a site.
pub(crate) fn carry_out(
    site: &Site,
    disk: Option<&Disk>,
    fault: Fault,
    number: usize,
    random: &mut Random,
) -> Result<Round> {
    let mut stage = Stage::set(site, disk, fault)?;
    let world = World::make(&stage.http()?, number)?;
    let sent = crowd::write(&mut stage, fault, &world, random)?;
    stage.close()?;
    let stumbled = random.happens(STUMBLES);
    if stumbled {
        let moment = u64::try_from(random.below(STUMBLE_MS))?;
        site.stumble(Duration::from_millis(moment))?;
    }
    let mut book = Book {
        round: number,
        was_killed: fault.ends_the_server(),
        world,
        sent,
    };
    let findings = look(site, &mut book)?;
    Ok(Round {
        book,
        findings,
        stumbled,
    })
}

/// Starts the server again, compares, sends again what may be, compares again, and checks.
fn look(site: &Site, book: &mut Book) -> Result<Findings> {
    let mut findings = Findings::default();
    let mut server = site.serve()?;
    let http = Http::of(&server.address)?;
    verify::compare(&http, book, &mut findings)?;
    repeat(&http, book, &mut findings);
    verify::compare(&http, book, &mut findings)?;
    for line in site.check()? {
        findings.add(Kind::Broken, format!("verdict check: {line}"));
    }
    server.stop()?;
    Ok(findings)
}

/// Sends again what was not answered and has a key: it is answered now, and is there once.
fn repeat(http: &Http, book: &mut Book, findings: &mut Findings) {
    for sent in &mut book.sent {
        if !sent.can_be_repeated() {
            continue;
        }
        sent.again(http);
        if sent.is_unknown() {
            findings.add(
                Kind::Broken,
                format!("{} is not answered by a good server", sent.request.path),
            );
        }
    }
}

/// Compares everything that earlier rounds wrote once more, and tells what each round's comparison finds.
pub(crate) fn look_back(
    site: &Site,
    books: &[Book],
    find: &mut dyn FnMut(usize, Findings),
) -> Result<()> {
    let mut server = site.serve()?;
    let http = Http::of(&server.address)?;
    for book in books {
        let mut findings = Findings::default();
        verify::compare(&http, book, &mut findings)?;
        find(book.round, findings);
    }
    server.stop()
}
