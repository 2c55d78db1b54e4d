//! A transcript below a text that somebody wrote.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// The line below which a document is the transcript.
const MARK: &str = "<!-- Below this line the document is written by `cargo xtask clients`. -->";

/// Writes the document anew if it has another transcript, and fails then: it is to be looked at and committed.
pub(super) fn update(document: &Path, transcript: &str) -> Result<()> {
    let place = document.display();
    let there = fs::read_to_string(document).with_context(|| format!("read {place}"))?;
    let (head, _) = there
        .split_once(MARK)
        .with_context(|| format!("{place} has no line {MARK}"))?;
    let anew = format!("{head}{MARK}\n\n{}\n", transcript.trim_end());
    if anew == there {
        return Ok(());
    }
    fs::write(document, anew).with_context(|| format!("write {place}"))?;
    bail!("{place} was out of date and is written anew: commit it")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_transcript_is_written_below_the_mark_and_fails_once() {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("client.md");
        fs::write(&document, format!("# Client\n\n{MARK}\n\nold\n")).unwrap();

        let error = update(&document, "new\n\n").unwrap_err().to_string();
        assert!(error.ends_with("commit it"), "{error}");
        let written = fs::read_to_string(&document).unwrap();
        assert_eq!(written, format!("# Client\n\n{MARK}\n\nnew\n"));
        update(&document, "new\n\n").unwrap();
    }

    #[test]
    fn a_document_without_the_mark_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let document = folder.path().join("client.md");
        fs::write(&document, "# Client\n").unwrap();

        update(&document, "new").unwrap_err();
        assert_eq!(fs::read_to_string(&document).unwrap(), "# Client\n");
    }
}
