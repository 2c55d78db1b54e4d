//! What the operator can set, and how it is found: built-in defaults, then a file, then the environment,
//! then flags, each over the one before.
//!
//! Nothing else reads the environment (but for `RUST_LOG`, which the log reads). Settings are passed down
//! as values.

mod attachments;
mod auth;
mod data;
mod database;
mod default_file;
mod http;
mod idempotency;
mod key;
mod kinds;
mod layers;
mod public_url;
mod rate_limit;
mod reader;
mod rules;
mod secret;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

pub use attachments::Attachments;
pub use auth::Auth;
pub use data::Data;
pub use database::Database;
pub use default_file::default_file;
pub use http::Http;
pub use idempotency::Idempotency;
pub use key::Key;
pub use kinds::{DatabaseUrl, Username};
pub use public_url::PublicUrl;
pub use rate_limit::RateLimit;
pub use secret::Secret;

use reader::Reader;

/// Every setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where files are kept.
    pub data: Data,
    /// How clients reach the server.
    pub http: Http,
    /// Which database holds the results.
    pub database: Database,
    /// The first account.
    pub auth: Auth,
    /// Files that belong to results.
    pub attachments: Attachments,
    /// Writes that are sent again.
    pub idempotency: Idempotency,
    /// How many requests are answered.
    pub rate_limit: RateLimit,
}

/// Where settings come from, besides the built-in defaults.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Environment variables; others than Verdict's are passed over, but for those that are nearly the name of a
    /// setting.
    pub environment: BTreeMap<OsString, OsString>,
    /// The file of `--config`; it goes before the one that `VERDICT_CONFIG` names.
    pub file: Option<PathBuf>,
    /// Keys that a flag sets, with the flag's value.
    pub flags: Vec<(&'static str, String)>,
}

impl Settings {
    /// Reads every setting.
    ///
    /// # Errors
    ///
    /// All that is wrong with them at once, not only the first.
    pub fn load(origins: &Origins) -> Result<Self, Problems> {
        let mut reader = Reader::new(layers::load(origins));
        let settings = Self::read(&mut reader);
        let mut problems = reader.into_problems();
        match settings {
            Some(settings) => {
                problems.extend(rules::problems(&settings));
                if problems.is_empty() {
                    return Ok(settings);
                }
                Err(Problems(problems))
            }
            None => Err(Problems(problems)),
        }
    }

    /// `None` when a value is wrong; the reader knows what and why.
    fn read(reader: &mut Reader) -> Option<Self> {
        let data = Data::read(reader);
        let http = Http::read(reader);
        let database = Database::read(reader);
        let auth = Auth::read(reader);
        let attachments = Attachments::read(reader);
        let idempotency = Idempotency::read(reader);
        let rate_limit = RateLimit::read(reader);
        Some(Self {
            data: data?,
            http: http?,
            database: database?,
            auth: auth?,
            attachments: attachments?,
            idempotency: idempotency?,
            rate_limit: rate_limit?,
        })
    }

    /// Every key there is, section by section.
    pub fn keys() -> impl Iterator<Item = &'static Key> {
        [
            Data::KEYS,
            Http::KEYS,
            Database::KEYS,
            Auth::KEYS,
            Attachments::KEYS,
            Idempotency::KEYS,
            RateLimit::KEYS,
        ]
        .into_iter()
        .flatten()
    }
}

/// What is wrong with the settings, one line each. No line shows a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(Vec<String>);

impl Problems {
    /// One line for each problem.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Problems {}
