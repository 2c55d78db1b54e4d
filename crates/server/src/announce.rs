//! What a start says on standard output, for people and for `eval`.

use std::io::{self, Write};

use anyhow::Context;
use store::FirstAccount;

/// What there is to say.
#[derive(Debug)]
pub(crate) struct Started<'a> {
    /// Where it listens.
    pub(crate) listening: &'a str,
    /// What clients are given.
    pub(crate) url: &'a str,
    /// Where the data is.
    pub(crate) data: &'a str,
    /// The account that was made just now, if one was.
    pub(crate) first_account: Option<&'a FirstAccount>,
}

/// Says it. The key is shown here, once, and nowhere else.
pub(crate) fn started(started: &Started<'_>) -> anyhow::Result<()> {
    write(&mut io::stdout().lock(), started).context("cannot write to standard output")
}

fn write(out: &mut impl Write, started: &Started<'_>) -> io::Result<()> {
    let Started {
        listening,
        url,
        data,
        first_account,
    } = started;
    write!(out, "Verdict listens on {listening} ")?;
    if url != listening {
        write!(out, "(clients are given {url}) ")?;
    }
    writeln!(out, "and keeps its data in {data}")?;
    match first_account {
        Some(FirstAccount {
            username,
            made_up_key: Some(key),
        }) => {
            writeln!(
                out,
                "There is a first user now, with every scope. The key is shown this once;"
            )?;
            writeln!(
                out,
                "paste these lines into the shell that runs your reporter:"
            )?;
            writeln!(out)?;
            writeln!(out, "export VERDICT_URL={url}")?;
            writeln!(out, "export VERDICT_USER={username}")?;
            writeln!(out, "export VERDICT_KEY={key}")?;
        }
        // A log may keep what is printed here.
        Some(FirstAccount {
            username,
            made_up_key: None,
        }) => writeln!(
            out,
            "There is a first user now, {username}, with every scope; auth.bootstrap_key opens it."
        )?,
        None => {}
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(first_account: Option<&FirstAccount>) -> String {
        said_of("http://127.0.0.1:8080", first_account)
    }

    fn said_of(url: &str, first_account: Option<&FirstAccount>) -> String {
        let mut out = Vec::new();
        let started = Started {
            listening: "http://127.0.0.1:8080",
            url,
            data: "/srv/verdict-data",
            first_account,
        };
        write(&mut out, &started).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_first_start_ends_with_three_exports() {
        let account = FirstAccount {
            username: "admin".to_owned(),
            made_up_key: Some("k3y".to_owned()),
        };
        let said = said(Some(&account));
        let exports = "\n\nexport VERDICT_URL=http://127.0.0.1:8080\n\
                       export VERDICT_USER=admin\nexport VERDICT_KEY=k3y\n";
        assert!(said.ends_with(exports), "{said}");
    }

    #[test]
    fn a_key_that_was_given_is_not_shown() {
        let account = FirstAccount {
            username: "ci-bot".to_owned(),
            made_up_key: None,
        };
        let said = said(Some(&account));
        let line =
            "\nThere is a first user now, ci-bot, with every scope; auth.bootstrap_key opens it.\n";
        assert!(said.ends_with(line), "{said}");
    }

    #[test]
    fn a_later_start_is_one_line() {
        let line =
            "Verdict listens on http://127.0.0.1:8080 and keeps its data in /srv/verdict-data\n";
        assert_eq!(said(None), line);
    }

    #[test]
    fn what_clients_are_given_is_said_beside_where_it_listens() {
        let line = "Verdict listens on http://127.0.0.1:8080 (clients are given https://v.example.org) \
                    and keeps its data in /srv/verdict-data\n";
        assert_eq!(said_of("https://v.example.org", None), line);
    }
}
