//! The command line.

mod accounts;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use accounts::{Key, NewKey, Org, User};

/// A test-result server that speaks your reporter's vendor API and keeps the results on your Postgres.
#[derive(Clone, Debug, PartialEq, Eq, Parser)]
#[command(name = "verdict", version)]
pub struct Cli {
    /// Flags that go before the settings of the same name.
    #[command(flatten)]
    pub flags: Flags,
    /// What to do; without one, serve.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program can do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serve until told to stop; what is done when no command is given.
    Serve,
    /// Move the database between migrations. `serve` applies missing ones by itself.
    #[command(subcommand)]
    Migrate(Migrate),
    /// Look whether the database keeps every invariant; fails, and names them, if it does not.
    Check,
    /// Write the database and the attachments, as they are at one moment, to a file. The server may go on meanwhile.
    Backup {
        /// The file; one that is there is replaced once the new one is whole.
        file: PathBuf,
    },
    /// Fill an empty database and an empty folder of attachments from the file of a backup.
    Restore {
        /// The file.
        file: PathBuf,
    },
    /// Create and list organizations.
    #[command(subcommand)]
    Org(Org),
    /// Create and list the users of an organization.
    #[command(subcommand)]
    User(User),
    /// Create, list and revoke access keys.
    #[command(subcommand)]
    Key(Key),
}

/// Ways to move the database between migrations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum Migrate {
    /// Apply every migration that is not applied yet.
    Up,
    /// Take the newest applied migration back.
    Down,
    /// Take the newest applied migration back and apply it again.
    Redo,
    /// List the migrations and say which are applied.
    Status,
}

/// Flags of every command; each goes before the environment and the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct Flags {
    /// A file with settings (also `VERDICT_CONFIG`); config/default.toml shows every key.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The IP address and port to listen on (`http.bind`).
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    pub bind: Option<String>,
    /// The folder for all that is kept on disk (`data_dir`).
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data_dir: Option<String>,
    /// A Postgres of your own (`database.url`). Other users of the machine can see flags: prefer the
    /// variable where the URL holds a password.
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
}

impl Flags {
    /// The keys that flags set, with their values.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        [
            ("http.bind", &self.bind),
            ("data_dir", &self.data_dir),
            ("database.url", &self.database_url),
        ]
        .into_iter()
        .filter_map(|(path, value)| Some((path, value.clone()?)))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_declaration_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn commands() {
        for (line, expected) in [
            ("verdict", None),
            ("verdict serve", Some(Command::Serve)),
            ("verdict check", Some(Command::Check)),
            (
                "verdict backup night.tar",
                Some(Command::Backup {
                    file: PathBuf::from("night.tar"),
                }),
            ),
            (
                "verdict restore night.tar",
                Some(Command::Restore {
                    file: PathBuf::from("night.tar"),
                }),
            ),
            ("verdict migrate up", Some(Command::Migrate(Migrate::Up))),
            (
                "verdict migrate down",
                Some(Command::Migrate(Migrate::Down)),
            ),
            (
                "verdict migrate redo",
                Some(Command::Migrate(Migrate::Redo)),
            ),
            (
                "verdict migrate status",
                Some(Command::Migrate(Migrate::Status)),
            ),
            ("verdict org list", Some(Command::Org(Org::List))),
            (
                "verdict user list --org shop",
                Some(Command::User(User::List {
                    org: Some("shop".to_owned()),
                })),
            ),
            (
                "verdict key create --org shop --user ann --scope read,write --scope admin",
                Some(Command::Key(Key::Create(NewKey {
                    org: "shop".to_owned(),
                    user: "ann".to_owned(),
                    scopes: ["read", "write", "admin"].map(str::to_owned).to_vec(),
                    ..NewKey::default()
                }))),
            ),
        ] {
            assert_eq!(parse(line).unwrap().command, expected, "{line}");
        }
    }

    #[test]
    fn flags_stand_before_or_behind_the_command() {
        for line in [
            "verdict --bind 0.0.0.0:1 --data-dir d --database-url u --config c",
            "verdict serve --bind 0.0.0.0:1 --data-dir d --database-url u --config c",
            "verdict --bind 0.0.0.0:1 migrate up --data-dir d --database-url u --config c",
        ] {
            let flags = parse(line).unwrap().flags;
            assert_eq!(flags.config, Some(PathBuf::from("c")), "{line}");
            let expected = [
                ("http.bind", "0.0.0.0:1"),
                ("data_dir", "d"),
                ("database.url", "u"),
            ];
            assert_eq!(
                flags.settings(),
                expected.map(|(k, v)| (k, v.to_owned())),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for line in [
            "verdict serv",
            "verdict migrate",
            "verdict migrate sideways",
            "verdict --port 1",
            "verdict backup",
            "verdict restore",
            "verdict org",
            "verdict org create",
            "verdict user create ann --org shop",
            "verdict key create --org shop --user ann",
            "verdict key revoke",
        ] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
