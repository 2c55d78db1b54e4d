//! Written through one dialect, read through every other: all words, all ordered pairs.

mod expected;
mod losses;
mod parts;
mod reading;
mod run_states;
mod sealed;
mod writing;

use std::fmt::Write as _;

use e2e::TestApp;

use self::expected::{COLUMNS, expected};
use self::writing::Written;
use crate::documents::keep;

/// The table as the documentation shows it; written by this test, checked by it ever after.
const DOCUMENT: &str = "docs/status-matrix.md";

#[tokio::test]
async fn every_word_written_through_one_dialect_reads_as_decided_through_all() {
    let app = TestApp::start().await;
    let mut rows = Vec::new();
    for writer in [
        writing::browserstack(&app).await,
        writing::reporting(&app).await,
        writing::testably(&app).await,
        writing::qahub(&app).await,
    ] {
        rows.extend(read_all(&app, &writer).await);
    }
    let table = table(&rows);
    println!("{table}");
    for row in &rows {
        assert_eq!(
            row.read,
            expected(row.canonical),
            "{} wrote {}",
            row.writer,
            row.word
        );
    }
    let text = format!(
        "# What is written through one dialect reads like this through the others\n\n\
         Written and checked by `cargo test -p e2e cross`.\n\n{table}"
    );
    keep([(DOCUMENT, text)]);
}

struct Row {
    writer: &'static str,
    word: &'static str,
    canonical: domain::status::Status,
    read: [String; 5],
}

async fn read_all(app: &TestApp, written: &Written) -> Vec<Row> {
    let columns = [
        reading::browserstack(app, written).await,
        reading::reporting(app, written).await,
        reading::testably(app, written).await,
        reading::applitools(app, written).await,
        reading::qahub(app, written).await,
    ];
    let read = |word: &str| columns.each_ref().map(|column| column[word].clone());
    written
        .words
        .iter()
        .map(|(word, canonical)| Row {
            writer: written.writer,
            word,
            canonical: *canonical,
            read: read(word),
        })
        .collect()
}

fn table(rows: &[Row]) -> String {
    let mut table = String::from("| written through | word | canonical |");
    for column in COLUMNS {
        write!(table, " {column} |").unwrap();
    }
    table.push_str("\n|---|---|---|---|---|---|---|---|\n");
    for row in rows {
        let read = row.read.join(" | ");
        writeln!(
            table,
            "| {} | {} | {:?} | {read} |",
            row.writer, row.word, row.canonical
        )
        .unwrap();
    }
    table
}
