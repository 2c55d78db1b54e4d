//! The address of a database as the programs are told it.

use std::path::{Path, PathBuf};

/// Where distributions keep the certificates that the system trusts. Before version 16, libpq has no name for them.
const SYSTEM: [&str; 2] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
];

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Without the password.
    pub(super) url: String,
    pub(super) password: Option<String>,
    /// Set where the address asks for certificates to be checked and does not say by which.
    pub(super) certificates: Option<PathBuf>,
}

impl Address {
    /// Of `postgres://user:password@host:port/database?sslmode=…`. What is written wrongly stays as it is: the
    /// programs say so.
    pub(super) fn of(url: &str) -> Self {
        // First of all: the driver takes all up to the first `@` for user and password, whatever stands in it.
        let (url, mut password) = without_password(url);
        let (place, query) = url.split_once('?').unwrap_or((&url, ""));
        let (mut checks, mut names) = (false, false);
        let mut kept = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("password", word)) => password = Some(decoded(word)),
                Some(("sslrootcert", "system")) => {}
                Some((name, word)) => {
                    checks |= name == "sslmode" && word.starts_with("verify-");
                    names |= name == "sslrootcert";
                    kept.push(pair);
                }
                None => kept.push(pair),
            }
        }
        let url = if kept.is_empty() {
            place.to_owned()
        } else {
            format!("{place}?{}", kept.join("&"))
        };
        let system = SYSTEM.iter().map(Path::new).find(|file| file.exists());
        Self {
            url,
            password,
            certificates: system.filter(|_| checks && !names).map(Path::to_owned),
        }
    }
}

fn without_password(url: &str) -> (String, Option<String>) {
    let cut = || {
        let (scheme, rest) = url.split_once("://")?;
        let (login, place) = rest.split_once('@')?;
        let (user, password) = login.split_once(':')?;
        Some((format!("{scheme}://{user}@{place}"), decoded(password)))
    };
    cut().map_or_else(
        || (url.to_owned(), None),
        |(url, password)| (url, Some(password)),
    )
}

/// `%2F` → `/`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = after
            .get(if code.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_taken_out_of_the_address() {
        for (url, place, password) in [
            ("postgres://h/d", "postgres://h/d", None),
            ("postgres://me@h:1/d", "postgres://me@h:1/d", None),
            (
                "postgres://me:pa%2Fs%@h/d",
                "postgres://me@h/d",
                Some("pa/s%"),
            ),
            (
                "postgres://me:a/b?c&d=e@h/d?connect_timeout=3",
                "postgres://me@h/d?connect_timeout=3",
                Some("a/b?c&d=e"),
            ),
            (
                "postgres://h:1/d?password=x@y",
                "postgres://h@y",
                Some("1/d?password=x"),
            ),
            ("postgres://h/d?password=x@y", "postgres://h/d", Some("x@y")),
            (
                "postgres://verdict@%2Ftmp%2Fa:5432/verdict",
                "postgres://verdict@%2Ftmp%2Fa:5432/verdict",
                None,
            ),
            (
                "postgresql://h/d?password=x%20y&sslmode=require",
                "postgresql://h/d?sslmode=require",
                Some("x y"),
            ),
            ("postgres://h/d@e:f", "postgres://h/d@e:f", None),
        ] {
            let address = Address::of(url);
            assert_eq!(
                (address.url.as_str(), address.password.as_deref()),
                (place, password)
            );
            assert_eq!(address.certificates, None, "{url}");
        }
    }

    #[test]
    fn certificates_are_the_systems_where_the_address_names_none() {
        let system = SYSTEM.iter().map(PathBuf::from).find(|file| file.exists());
        for (query, expected) in [
            ("sslmode=verify-full", system.clone()),
            ("sslmode=verify-ca&sslrootcert=system", system),
            ("sslmode=verify-full&sslrootcert=/own.pem", None),
            ("sslmode=require", None),
        ] {
            let address = Address::of(&format!("postgres://h/d?{query}"));
            assert_eq!(address.certificates, expected, "{query}");
            assert!(!address.url.contains("=system"), "{}", address.url);
        }
    }
}
