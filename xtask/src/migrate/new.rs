//! The two files of a new migration.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use time::UtcDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// As diesel names its folders, so that they sort by time.
const STAMP: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]-[hour][minute][second]");

fn up(version: &str) -> String {
    format!(
        "\
-- Why:
--
-- Running servers see this schema before they are replaced: add first, remove in a later migration.
-- Every table and column has a COMMENT ON; a key of a project's table begins with project_id.

-- The oldest program that can live with it, named by a migration that it has. Itself: no other can.
insert into oldest_programs (migration, program) values ('{version}', '{version}');
"
    )
}

fn down(version: &str) -> String {
    format!(
        "\
-- Takes up.sql back, so that up, down, up leaves the same schema.

delete from oldest_programs where migration = '{version}';
"
    )
}

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
    let stamp = now.format(STAMP)?;
    // As diesel writes it into the database.
    let version = stamp.replace('-', "");
    let folder = migrations.join(format!("{stamp}_{name}"));
    std::fs::create_dir_all(&migrations)?;
    std::fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(folder.join("up.sql"), up(&version))?;
    std::fs::write(folder.join("down.sql"), down(&version))?;
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
        for (file, words) in [
            ("up.sql", "values ('20260304050607', '20260304050607');"),
            ("down.sql", "where migration = '20260304050607';"),
        ] {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            assert!(text.contains(words), "{text}");
        }
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
