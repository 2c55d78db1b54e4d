//! The workspace's text files, as the rules see them.

use std::path::Path;

use anyhow::Context;
use ignore::WalkBuilder;

/// One text file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// From the workspace root, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn is_rust(&self) -> bool {
        self.has_extension("rs")
    }

    pub(crate) fn has_extension(&self, wanted: &str) -> bool {
        Path::new(&self.path)
            .extension()
            .is_some_and(|extension| extension == wanted)
    }

    /// Every line with its number, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .zip(1..)
            .map(|(line, number)| (number, line))
    }
}

/// Every UTF-8 file below `root` that `.gitignore` does not hide, in the order of their paths.
///
/// Walks the folder and does not ask git, so that it also works in an unpacked archive and sees a file
/// before it is added.
pub(crate) fn read(root: &Path) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    let walk = WalkBuilder::new(root)
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        let entry = entry?;
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        let bytes = std::fs::read(entry.path())
            .with_context(|| format!("cannot read {}", entry.path().display()))?;
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        let path = entry.path().strip_prefix(root)?;
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        sources.push(Source {
            path: parts.join("/"),
            text,
        });
    }
    Ok(sources)
}

#[cfg(test)]
pub(crate) fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_and_binary_files_are_left_out() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join(".gitignore"), "/target\n").unwrap();
        for folder in ["target", "src", ".git"] {
            std::fs::create_dir(root.path().join(folder)).unwrap();
            std::fs::write(root.path().join(folder).join("a.rs"), "fn a() {}").unwrap();
        }
        std::fs::write(root.path().join("src/b.bin"), [0xff, 0xfe]).unwrap();

        let paths: Vec<_> = read(root.path())
            .unwrap()
            .into_iter()
            .map(|s| s.path)
            .collect();
        assert_eq!(paths, [".gitignore", "src/a.rs"]);
    }
}
