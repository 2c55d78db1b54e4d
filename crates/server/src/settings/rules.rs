//! What must hold between settings.

use super::Settings;

pub(super) fn problems(settings: &Settings) -> Vec<String> {
    let mut problems = Vec::new();
    let files = [
        ("http.tls_certificate", &settings.http.tls_certificate),
        ("http.tls_key", &settings.http.tls_key),
    ];
    for (path, file) in files {
        if file.is_some() {
            // Plain HTTP where the operator asked for TLS would be worse than no start.
            problems.push(format!(
                "{path}: this version serves plain HTTP only; leave it empty, end TLS in a proxy in front \
                 and set http.public_url"
            ));
        }
    }
    problems
}
