//! `config/default.toml` says what the settings say.

use std::path::{Path, PathBuf};

use server::settings::{Origins, Settings, default_file};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/default.toml")
}

#[test]
fn it_is_written_from_the_keys() {
    let expected = default_file();
    if std::fs::read_to_string(path()).is_ok_and(|text| text == expected) {
        return;
    }
    std::fs::create_dir_all(path().parent().unwrap()).unwrap();
    std::fs::write(path(), expected).unwrap();
    panic!(
        "config/default.toml did not say what the settings say; it does now: look at the difference and commit it"
    );
}

#[test]
fn it_sets_what_is_set_without_it() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), default_file()).unwrap();
    let origins = Origins {
        file: Some(file.path().to_owned()),
        ..Origins::default()
    };
    assert_eq!(
        Settings::load(&origins),
        Settings::load(&Origins::default())
    );
}
