//! What must hold between settings.

use super::Settings;

pub(super) fn problems(settings: &Settings) -> Vec<String> {
    let http = &settings.http;
    let missing = match (&http.tls_certificate, &http.tls_key) {
        (Some(_), None) => Some((
            "http.tls_certificate",
            "http.tls_key (VERDICT__HTTP__TLS_KEY)",
        )),
        (None, Some(_)) => Some((
            "http.tls_key",
            "http.tls_certificate (VERDICT__HTTP__TLS_CERTIFICATE)",
        )),
        (Some(_), Some(_)) | (None, None) => None,
    };
    // Plain HTTP where the operator asked for TLS would be worse than no start.
    let problem = missing.map(|(set, missing)| format!("{set}: set {missing} too, TLS needs both"));
    problem.into_iter().collect()
}
