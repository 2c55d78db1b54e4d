//! What an address asks of TLS: `sslmode` and `sslrootcert`, which the driver knows in part or not at all.
//!
//! Meanings are libpq's, <https://www.postgresql.org/docs/current/libpq-ssl.html>.

use std::path::PathBuf;

use tokio_postgres::config::SslMode as OnTheWire;

/// How far to go for a connection that nobody else can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SslMode {
    /// Never TLS.
    Disable,
    /// TLS where the server has it; the default.
    Prefer,
    /// TLS or nothing, with whoever answers.
    Require,
    /// And the server's certificate was signed by somebody we trust.
    VerifyCa,
    /// And it is for the host that the address names.
    VerifyFull,
}

/// What an address asks of TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) mode: SslMode,
    /// A PEM file with the certificates to trust; none for those that the system trusts.
    pub(super) roots: Option<PathBuf>,
}

impl SslMode {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "disable" => Self::Disable,
            "prefer" => Self::Prefer,
            "require" => Self::Require,
            "verify-ca" => Self::VerifyCa,
            "verify-full" => Self::VerifyFull,
            _ => return None,
        })
    }

    pub(super) const fn on_the_wire(self) -> OnTheWire {
        match self {
            Self::Disable => OnTheWire::Disable,
            Self::Prefer => OnTheWire::Prefer,
            Self::Require | Self::VerifyCa | Self::VerifyFull => OnTheWire::Require,
        }
    }
}

/// The address without these two parameters, and what they say.
pub(super) fn split(url: &str) -> Result<(String, Asked), String> {
    // The driver takes all up to the first `@` for user and password, whatever stands in it.
    let (login, place) = url.split_at(url.find('@').unwrap_or_default());
    let (place, query) = place.split_once('?').unwrap_or((place, ""));
    let (mut mode, mut roots) = (SslMode::Prefer, None);
    let mut rest = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match form_urlencoded::parse(pair.as_bytes()).next() {
            Some((name, word)) if name == "sslmode" => {
                mode = SslMode::parse(&word).ok_or_else(|| {
                    format!(
                        "sslmode={word} is not known: use disable, prefer, require, verify-ca or verify-full"
                    )
                })?;
            }
            Some((name, path)) if name == "sslrootcert" => {
                roots = (path != "system").then(|| PathBuf::from(path.as_ref()));
            }
            _ => rest.push(pair),
        }
    }
    // As libpq has it: whoever names certificates to trust wants them to be checked.
    if mode == SslMode::Require && roots.is_some() {
        mode = SslMode::VerifyCa;
    }
    let place = format!("{login}{place}");
    let rest = if rest.is_empty() {
        place
    } else {
        format!("{place}?{}", rest.join("&"))
    };
    Ok((rest, Asked { mode, roots }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_tls_are_taken_out_and_others_stay() {
        for (url, rest, mode, roots) in [
            ("postgres://h/d", "postgres://h/d", SslMode::Prefer, None),
            (
                "postgres://h/d?sslmode=disable",
                "postgres://h/d",
                SslMode::Disable,
                None,
            ),
            (
                "postgres://u:p%3Fw@h/d?connect_timeout=3&sslmode=require&application_name=a%26b",
                "postgres://u:p%3Fw@h/d?connect_timeout=3&application_name=a%26b",
                SslMode::Require,
                None,
            ),
            (
                "postgres://u:p?w&&sslmode=disable@h/d?sslmode=require",
                "postgres://u:p?w&&sslmode=disable@h/d",
                SslMode::Require,
                None,
            ),
            (
                "postgres://h/d?sslmode=verify-full&sslrootcert=system",
                "postgres://h/d",
                SslMode::VerifyFull,
                None,
            ),
            (
                "postgres://h/d?sslrootcert=%2Fetc%2Fa+b.pem&sslmode=require",
                "postgres://h/d",
                SslMode::VerifyCa,
                Some("/etc/a b.pem"),
            ),
        ] {
            let roots = roots.map(PathBuf::from);
            let expected = (rest.to_owned(), Asked { mode, roots });
            assert_eq!(split(url).unwrap(), expected, "{url}");
        }
    }

    #[test]
    fn an_unknown_mode_is_named_with_those_there_are() {
        let problem = split("postgres://h/d?sslmode=always").unwrap_err();
        assert!(problem.contains("sslmode=always") && problem.contains("verify-full"));
    }
}
