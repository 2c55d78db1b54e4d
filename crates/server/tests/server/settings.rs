//! Where settings come from, and which goes before which.

use std::ffi::OsString;

use server::settings::{Origins, Settings};

use crate::origins::{environment, file};

/// A key, its line in a file, the same value as a variable, and what it is then.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    fn(&Settings) -> String,
);

const KEYS: [Row; 7] = [
    ("data_dir", "data_dir = '/srv/v'", "/srv/v", |s| {
        s.data.dir.display().to_string()
    }),
    ("http.bind", "http.bind = '[::1]:90'", "[::1]:90", |s| {
        s.http.bind.to_string()
    }),
    (
        "http.public_url",
        "http.public_url = 'https://v.example/x/'",
        "https://v.example/x",
        |s| {
            s.http
                .public_url
                .as_ref()
                .map_or_else(String::new, |url| url.as_str().to_owned())
        },
    ),
    ("http.max_body_bytes", "http.max_body_bytes = 5", "5", |s| {
        s.http.max_body_bytes.to_string()
    }),
    (
        "database.url",
        "database.url = 'postgres://me:pw@db/v?sslmode=require'",
        "postgres://me:pw@db/v?sslmode=require",
        |s| {
            s.database
                .url
                .as_ref()
                .map_or_else(String::new, |url| url.reveal().to_owned())
        },
    ),
    (
        "auth.bootstrap_username",
        "auth.bootstrap_username = 'ci-bot'",
        "ci-bot",
        |s| {
            s.auth
                .bootstrap_username
                .as_ref()
                .map_or_else(String::new, |name| name.as_str().to_owned())
        },
    ),
    (
        "auth.bootstrap_key",
        "auth.bootstrap_key = '0012345678901234'",
        "0012345678901234",
        |s| {
            s.auth
                .bootstrap_key
                .as_ref()
                .map_or_else(String::new, |key| key.reveal().to_owned())
        },
    ),
];

/// What bounds the work that is under way.
const BOUNDS: [Row; 6] = [
    (
        "http.max_connections",
        "http.max_connections = 5",
        "5",
        |s| s.http.max_connections.to_string(),
    ),
    ("http.max_requests", "http.max_requests = 5", "5", |s| {
        s.http.max_requests.to_string()
    }),
    (
        "http.max_buffered_bytes",
        "http.max_buffered_bytes = 5",
        "5",
        |s| s.http.max_buffered_bytes.to_string(),
    ),
    (
        "http.body_patience_seconds",
        "http.body_patience_seconds = 5",
        "5",
        |s| s.http.body_patience_seconds.to_string(),
    ),
    ("database.gather", "database.gather = false", "false", |s| {
        s.database.gather.to_string()
    }),
    (
        "database.max_waiting",
        "database.max_waiting = 6",
        "6",
        |s| s.database.max_waiting.to_string(),
    ),
];

const ATTACHMENTS: Row = (
    "attachments.max_bytes",
    "attachments.max_bytes = 7",
    "7",
    |s| s.attachments.max_bytes.to_string(),
);

const IDEMPOTENCY: [Row; 2] = [
    (
        "idempotency.keep_hours",
        "idempotency.keep_hours = 48",
        "48",
        |s| s.idempotency.keep_hours.to_string(),
    ),
    (
        "idempotency.keep_bytes",
        "idempotency.keep_bytes = 4096",
        "4096",
        |s| s.idempotency.keep_bytes.to_string(),
    ),
];

/// Limits are numbers of one kind.
const LIMITS: [Row; 6] = [
    (
        "rate_limit.browserstack",
        "rate_limit.browserstack = 300",
        "300",
        |s| s.rate_limit.browserstack.to_string(),
    ),
    (
        "rate_limit.reporting",
        "rate_limit.reporting = 320",
        "320",
        |s| s.rate_limit.reporting.to_string(),
    ),
    (
        "rate_limit.testably",
        "rate_limit.testably = 60",
        "60",
        |s| s.rate_limit.testably.to_string(),
    ),
    (
        "rate_limit.applitools",
        "rate_limit.applitools = 1",
        "1",
        |s| s.rate_limit.applitools.to_string(),
    ),
    ("rate_limit.qahub", "rate_limit.qahub = 2", "2", |s| {
        s.rate_limit.qahub.to_string()
    }),
    ("rate_limit.native", "rate_limit.native = 3", "3", |s| {
        s.rate_limit.native.to_string()
    }),
];

/// These two are set together or not at all.
const TOGETHER: [&str; 2] = ["http.tls_certificate", "http.tls_key"];

#[test]
fn every_key_is_set_by_file_and_by_variable() {
    let rows: Vec<Row> = KEYS
        .into_iter()
        .chain(BOUNDS)
        .chain([ATTACHMENTS])
        .chain(IDEMPOTENCY)
        .chain(LIMITS)
        .collect();
    for (path, line, value, read) in &rows {
        let key = Settings::keys().find(|key| key.path == *path).unwrap();
        let expected = value.trim_end_matches('/');

        let (_file, origins) = file(line);
        assert_eq!(
            read(&Settings::load(&origins).unwrap()),
            expected,
            "{path} in a file"
        );

        let origins = environment(&[(&key.variable(), value)]);
        assert_eq!(
            read(&Settings::load(&origins).unwrap()),
            expected,
            "{path} as a variable"
        );
    }
    let tried: Vec<_> = rows.iter().map(|row| row.0).chain(TOGETHER).collect();
    for key in Settings::keys() {
        assert!(tried.contains(&key.path), "{} is not tried", key.path);
    }
}

#[test]
fn certificate_and_key_are_set_by_file_and_by_variable() {
    let paths = |origins| {
        let http = Settings::load(origins).unwrap().http;
        [http.tls_certificate, http.tls_key].map(|path| path.unwrap().display().to_string())
    };
    let (_file, origins) = file("[http]\ntls_certificate = 'c.pem'\ntls_key = 'k.pem'");
    assert_eq!(paths(&origins), ["c.pem", "k.pem"]);
    let origins = environment(&[
        ("VERDICT__HTTP__TLS_CERTIFICATE", "c.pem"),
        ("VERDICT__HTTP__TLS_KEY", "k.pem"),
    ]);
    assert_eq!(paths(&origins), ["c.pem", "k.pem"]);
}

#[test]
fn the_defaults() {
    let settings = Settings::load(&Origins::default()).unwrap();
    let found: Vec<_> = KEYS
        .iter()
        .chain(&BOUNDS)
        .chain([&ATTACHMENTS])
        .chain(&LIMITS)
        .map(|(_, _, _, read)| read(&settings))
        .collect();
    let expected = [
        "./verdict-data",
        "127.0.0.1:8080",
        "",
        "33554432",
        "",
        "",
        "",
        "8192",
        "1024",
        "268435456",
        "30",
        "true",
        "1024",
        "10485760",
        "0",
        "0",
        "0",
        "0",
        "0",
        "0",
    ];
    assert_eq!(found, expected);
}

#[test]
fn flags_go_before_variables_and_variables_before_the_file() {
    let (_file, mut origins) =
        file("data_dir = 'a'\nhttp.bind = '127.0.0.1:1'\nhttp.max_body_bytes = 1");
    for (name, value) in [
        ("VERDICT__DATA_DIR", "b"),
        ("VERDICT__HTTP__BIND", "127.0.0.1:2"),
    ] {
        origins.environment.insert(name.into(), value.into());
    }
    origins.flags.push(("data_dir", "c".to_owned()));

    let settings = Settings::load(&origins).unwrap();
    assert_eq!(settings.data.dir.to_str(), Some("c"));
    assert_eq!(settings.http.bind.port(), 2);
    assert_eq!(settings.http.max_body_bytes.get(), 1);
}

#[test]
fn the_file_of_the_flag_goes_before_the_file_of_the_variable() {
    let (first, by_flag) = file("data_dir = 'flag'");
    let (second, _) = file("data_dir = 'variable'");
    let variable = ("VERDICT_CONFIG".into(), second.path().into());

    let mut origins = by_flag;
    origins.environment.extend([variable]);
    assert_eq!(
        Settings::load(&origins).unwrap().data.dir.to_str(),
        Some("flag")
    );
    origins.file = None;
    assert_eq!(
        Settings::load(&origins).unwrap().data.dir.to_str(),
        Some("variable")
    );
    drop(first);
}

#[test]
fn the_second_name_of_a_variable_counts_less_than_the_first() {
    let second = ("ATTACHMENT_MAX_BYTES", "8");
    let bytes = |origins| {
        Settings::load(&origins)
            .unwrap()
            .attachments
            .max_bytes
            .get()
    };
    assert_eq!(bytes(environment(&[second])), 8);
    let both = [second, ("VERDICT__ATTACHMENTS__MAX_BYTES", "9")];
    assert_eq!(bytes(environment(&both)), 9);
}

#[test]
fn an_empty_variable_takes_a_file_s_value_back() {
    let (_file, mut origins) = file("database.url = 'postgres://db/v'");
    origins
        .environment
        .insert("VERDICT__DATABASE__URL".into(), OsString::new());
    assert_eq!(Settings::load(&origins).unwrap().database.url, None);
}

#[test]
fn variables_of_others_are_passed_over() {
    let settings = Settings::load(&environment(&[
        ("VERDICT_URL", "http://127.0.0.1:8080"),
        ("VERDICT_KEY", "k"),
        ("VERDICT_USER", "u"),
        ("VERDICT_POSTGRES_BIN", "/usr/lib"),
        // A script's own, and what Kubernetes sets beside a service of that name.
        ("VERDICT_FOO", "x"),
        ("VERDICT_HTTP", "x"),
        ("VERDICT_PORT_8080_TCP", "x"),
        ("HTTP__BIND", "x"),
        ("DATA_DIR", "x"),
    ]));
    assert!(settings.is_ok(), "{settings:?}");
    let (_file, origins) = file("[http]\n");
    assert!(Settings::load(&origins).is_ok(), "an empty section is fine");
}
