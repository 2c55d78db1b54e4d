//! The documents in `docs/` that are generated, and whether they are true.

mod blank;
mod examples;
pub(crate) mod operations;
mod site;
pub(crate) mod worlds;
mod written;

use std::path::Path;

/// Fails if documents are not what the code says, and writes those anew.
pub(crate) fn keep<'a>(documents: impl IntoIterator<Item = (&'a str, String)>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut written = Vec::new();
    for (name, text) in documents {
        let path = root.join(name);
        if std::fs::read_to_string(&path).unwrap_or_default() != text {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
            written.push(name);
        }
    }
    assert!(
        written.is_empty(),
        "{written:?} were out of date; they are written anew, commit them"
    );
}
