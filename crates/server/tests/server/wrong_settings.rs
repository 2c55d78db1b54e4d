//! Settings that are refused, and how they are named.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use server::settings::{Origins, Settings};

use crate::origins::{environment, file};

fn problems(origins: &Origins) -> Vec<String> {
    Settings::load(origins).unwrap_err().lines().to_vec()
}

#[test]
fn wrong_values_are_named_with_key_and_variable() {
    for (name, value, expected) in [
        (
            "VERDICT__HTTP__BIND",
            "8080",
            "http.bind (VERDICT__HTTP__BIND): \"8080\" is not an IP address",
        ),
        (
            "VERDICT__HTTP__MAX_BODY_BYTES",
            "0",
            "http.max_body_bytes (VERDICT__HTTP__MAX_BODY_BYTES): \"0\" is not",
        ),
        (
            "VERDICT__HTTP__PUBLIC_URL",
            "v.example",
            "http.public_url (VERDICT__HTTP__PUBLIC_URL): \"v.example\" is",
        ),
        (
            "VERDICT__DATA_DIR",
            "",
            "data_dir (VERDICT__DATA_DIR): \"\" is not a path",
        ),
        (
            "ATTACHMENT_MAX_BYTES",
            "1 MB",
            "attachments.max_bytes (VERDICT__ATTACHMENTS__MAX_BYTES or ATTACHMENT_MAX_BYTES): ",
        ),
        (
            "VERDICT__RATE_LIMIT__QAHUB",
            "-1",
            "rate_limit.qahub (VERDICT__RATE_LIMIT__QAHUB): \"-1\" is not a whole number, 0 or more",
        ),
        (
            "VERDICT__DATABASE__GATHER",
            "on",
            "database.gather (VERDICT__DATABASE__GATHER): \"on\" is not true or false",
        ),
        (
            "VERDICT__AUTH__BOOTSTRAP_USERNAME",
            "a:b",
            "auth.bootstrap_username (VERDICT__AUTH__BOOTSTRAP_USERNAME): \"a:b\"",
        ),
        (
            "VERDICT__HTTP__TLS_KEY",
            "k.pem",
            "http.tls_key: set http.tls_certificate (VERDICT__HTTP__TLS_CERTIFICATE) too",
        ),
        (
            "VERDICT__HTTP__TLS_CERTIFICATE",
            "c.pem",
            "http.tls_certificate: set http.tls_key (VERDICT__HTTP__TLS_KEY) too",
        ),
    ] {
        let found = problems(&environment(&[(name, value)]));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(expected), "{found:?}");
    }
}

#[test]
fn wrong_types_in_a_file_are_named_with_key_and_file() {
    for (line, expected) in [
        ("http.bind = 8080", ": 8080 is not an IP address"),
        ("http.max_body_bytes = true", ": true is not a whole number"),
        ("http.max_body_bytes = 1.5", ": 1.5 is not a whole number"),
        ("http.max_body_bytes = -1", ": -1 is not a whole number"),
        ("data_dir = ['a']", ": a list is not a path"),
    ] {
        let (file, origins) = file(line);
        let name = file.path().file_name().unwrap().to_str().unwrap();
        let found = problems(&origins);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert!(
            found[0].contains(&format!("{name}{expected}")),
            "{line}: {found:?}"
        );
    }
}

#[test]
fn what_is_no_setting_is_refused() {
    for (line, expected) in [
        ("dat_dir = 'a'", "dat_dir in "),
        ("http.port = 80", "http.port in "),
        ("http.bind.port = 80", "http.bind.port in "),
        ("[smtp]\nhost = 'a'", "smtp.host in "),
        ("[smtp]", "smtp: no such setting"),
        (
            "http.bind = {}",
            "http.bind (VERDICT__HTTP__BIND): a section is not",
        ),
        ("http = 1", "http in "),
    ] {
        let (_file, origins) = file(line);
        let found = problems(&origins);
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert!(found[0].starts_with(expected), "{line}: {found:?}");
    }
    let found = problems(&environment(&[("VERDICT__HTTP__PORT", "80")]));
    assert_eq!(found, ["VERDICT__HTTP__PORT: no such setting"]);
}

#[test]
fn a_variable_that_is_nearly_a_setting_is_refused_with_the_one_that_is_meant() {
    for key in Settings::keys() {
        let meant = key.variable();
        let single = meant.replace("__", "_");
        for name in [
            &single,
            &single.to_lowercase(),
            &meant.to_lowercase(),
            &meant.replace('_', "__"),
        ] {
            if *name == meant {
                continue;
            }
            let found = problems(&environment(&[(name, "x")]));
            let expected = format!("{name}: no such setting; {meant} is meant");
            assert_eq!(found, [expected]);
        }
    }
    let found = problems(&environment(&[("verdict__http__port", "80")]));
    assert_eq!(found, ["verdict__http__port: no such setting"]);
}

#[test]
fn all_problems_are_told_at_once() {
    let (_file, mut origins) = file("http.port = 80\nhttp.max_body_bytes = 'much'");
    origins
        .environment
        .insert("VERDICT__DATABASE__URL".into(), "mysql://db".into());
    origins.environment.insert("VERDICT__X".into(), "1".into());
    origins.flags.push(("http.bind", "nowhere".to_owned()));
    assert_eq!(problems(&origins).len(), 5);
}

#[test]
fn a_file_that_is_missing_or_is_no_toml_is_named() {
    let missing = Origins {
        file: Some("no/such.toml".into()),
        ..Origins::default()
    };
    assert_eq!(
        problems(&missing),
        ["no/such.toml: no such file (from --config or VERDICT_CONFIG)"]
    );

    let (_file, origins) = file("[auth]\nbootstrap_key = s3cret\n");
    let found = problems(&origins);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("line 2") && !found[0].contains("s3cret"),
        "{found:?}"
    );
}

#[test]
fn a_value_that_is_no_text_is_named() {
    let mut origins = Origins::default();
    origins
        .environment
        .insert("VERDICT__DATA_DIR".into(), OsString::from_vec(vec![0xff]));
    assert_eq!(problems(&origins), ["VERDICT__DATA_DIR: not UTF-8"]);
}

#[test]
fn no_secret_is_shown() {
    let key = ("VERDICT__AUTH__BOOTSTRAP_KEY", "s3cret-of-16-and-more");
    let url = ("VERDICT__DATABASE__URL", "postgres://me:s3cret@db/v");
    let settings = Settings::load(&environment(&[key, url])).unwrap();
    assert!(!format!("{settings:?}").contains("s3cret"));

    let key = ("VERDICT__AUTH__BOOTSTRAP_KEY", "s3cret:with colon");
    let url = ("VERDICT__DATABASE__URL", "mysql://me:s3cret@db/v");
    let told = problems(&environment(&[key, url])).join("\n");
    assert!(
        told.contains("auth.bootstrap_key") && told.contains("database.url"),
        "{told}"
    );
    assert!(!told.contains("s3cret"), "{told}");
}
