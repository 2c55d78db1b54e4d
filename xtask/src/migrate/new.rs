//! The two files of a new migration.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use time::UtcDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// As diesel names its folders, so that they sort by time.
const STAMP: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]-[hour][minute][second]");

const UP: &str = "\
-- Why:
--
-- Running servers see this schema before they are replaced: add first, remove in a later migration.
-- Every table and column has a COMMENT ON; a key of a project's table begins with project_id.
";

const DOWN: &str = "\
-- Takes up.sql back, so that up, down, up leaves the same schema.
";

/// Writes the folder and returns where it is, from the current time on.
pub(super) fn write(root: &Path, name: &str) -> anyhow::Result<PathBuf> {
    write_at(root, name, UtcDateTime::now())
}

fn write_at(root: &Path, name: &str, now: UtcDateTime) -> anyhow::Result<PathBuf> {
    ensure!(
        is_name(name),
        "`{name}` is not a name: lower-case words with `_` between them, such as add_run_owner"
    );
    let migrations = root.join("migrations");
    let folder = migrations.join(format!("{}_{name}", now.format(STAMP)?));
    std::fs::create_dir_all(&migrations)?;
    std::fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(folder.join("up.sql"), UP)?;
    std::fs::write(folder.join("down.sql"), DOWN)?;
    Ok(folder)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('_')
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use time::macros::utc_datetime;

    use super::*;

    #[test]
    fn both_files_stand_in_a_folder_that_sorts_by_time() {
        let root = tempfile::tempdir().unwrap();
        let now = utc_datetime!(2026-03-04 05:06:07);
        let folder = write_at(root.path(), "add_run_owner", now).unwrap();

        assert!(folder.ends_with("migrations/2026-03-04-050607_add_run_owner"));
        assert_eq!(std::fs::read_to_string(folder.join("up.sql")).unwrap(), UP);
        assert_eq!(
            std::fs::read_to_string(folder.join("down.sql")).unwrap(),
            DOWN
        );
        assert!(
            write_at(root.path(), "add_run_owner", now).is_err(),
            "never over another"
        );
    }

    #[test]
    fn names_are_lower_case_words() {
        for (name, expected) in [
            ("add_run_owner", true),
            ("index2", true),
            ("", false),
            ("Add", false),
            ("_x", false),
            ("x_", false),
            ("a-b", false),
            ("../x", false),
            ("2x", false),
        ] {
            assert_eq!(is_name(name), expected, "{name}");
        }
    }
}
