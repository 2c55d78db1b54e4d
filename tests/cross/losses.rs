//! The declared losses, one line for each ordered pair.

use std::fmt::Write as _;

use api::{Part, Says, says};
use domain::status_table::Fidelity;

use super::parts::is_said;
use crate::documents::keep;

#[test]
fn the_declared_losses_are_listed() {
    let all = says();
    let mut text = String::from(
        "# What is lost between dialects\n\n\
         A result that is written through one dialect and read through another loses what the other has no words for; \
         [`GET /api/verdict/results/{id}`](dialects/native.md) shows all of it. Generated from the status tables and from \
         what each dialect declares (`says.rs`); `cargo test -p e2e cross` writes every word and every part through \
         each and reads them through all.\n\n\
         | written through | read through | statuses that read as another's word | parts that are not shown |\n\
         |---|---|---|---|\n",
    );
    for writer in all.iter().filter(|it| !it.writes.is_empty()) {
        for reader in &all {
            let (from, to) = (writer.dialect, reader.dialect);
            let (words, parts) = (statuses(writer, reader), parts(writer, reader));
            writeln!(text, "| {from} | {to} | {words} | {parts} |").unwrap();
        }
    }
    keep([("docs/losses.md", text)]);
}

/// `timeout → Failed`, for each status that the writer has a word for and the reader has not.
fn statuses(writer: &Says, reader: &Says) -> String {
    let lost = reader
        .statuses
        .outbound
        .iter()
        .filter_map(|(status, word, fidelity)| {
            let written = writer.statuses.inbound.iter().find(|(_, it)| it == status);
            match (written, fidelity) {
                (Some((own, _)), Fidelity::Loss) => Some(format!("{own} → {word}")),
                (Some(_) | None, Fidelity::Exact) | (None, Fidelity::Loss) => None,
            }
        });
    listed(&lost.collect::<Vec<_>>())
}

fn parts(writer: &Says, reader: &Says) -> String {
    let lost = Part::ALL
        .into_iter()
        .filter(|part| writer.writes.contains(part) && !is_said(writer, reader, *part));
    let lost: Vec<String> = lost.map(|part| part.words().to_owned()).collect();
    listed(&lost)
}

fn listed(lost: &[String]) -> String {
    if lost.is_empty() {
        "–".to_owned()
    } else {
        lost.join(", ")
    }
}
