//! `data_dir`.

use std::path::PathBuf;

use super::key::section;

section! {
    /// Where files are kept.
    pub struct Data {
        /// The folder of the managed Postgres and of what else the server keeps on disk. Made when missing.
        /// A relative one starts at the folder the server is started in.
        "data_dir" => dir: PathBuf = Text("./verdict-data"),
    }
}

impl Data {
    /// The folder of the files of attachments.
    #[must_use]
    pub fn attachments(&self) -> PathBuf {
        self.dir.join("attachments")
    }
}
