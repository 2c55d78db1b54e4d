//! The certificate and the key that clients are answered with.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use api::rustls::crypto::ring;
use api::rustls::pki_types::pem::{self, PemObject as _};
use api::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use api::rustls::{Error, ServerConfig};

use crate::settings::Http;

const CERTIFICATE: &str = "http.tls_certificate (VERDICT__HTTP__TLS_CERTIFICATE)";
const KEY: &str = "http.tls_key (VERDICT__HTTP__TLS_KEY)";

/// How to speak TLS; none where plain HTTP is to be spoken.
pub(crate) fn config(http: &Http) -> anyhow::Result<Option<ServerConfig>> {
    match (&http.tls_certificate, &http.tls_key) {
        (Some(certificate), Some(key)) => read(certificate, key).map(Some),
        // One without the other is refused with the settings.
        _ => Ok(None),
    }
}

fn read(certificate: &Path, key: &Path) -> anyhow::Result<ServerConfig> {
    let chain = chain(certificate)
        .with_context(|| format!("{CERTIFICATE} is {}", certificate.display()))?;
    let private = PrivateKeyDer::from_pem_file(key)
        .map_err(|error| told(error, "a private key"))
        .with_context(|| format!("{KEY} is {}", key.display()))?;
    let made = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder
                .with_no_client_auth()
                .with_single_cert(chain, private)
        });
    made.map_err(|error| match error {
        Error::InconsistentKeys(_) => anyhow!(
            "{KEY} is {}, which is not the key of the certificate in {} ({CERTIFICATE})",
            key.display(),
            certificate.display()
        ),
        error => anyhow!(
            "{CERTIFICATE} and {KEY}, {} and {}, cannot be used: {error}",
            certificate.display(),
            key.display()
        ),
    })
}

fn chain(file: &Path) -> anyhow::Result<Vec<CertificateDer<'static>>> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_file_iter(file).and_then(Iterator::collect);
    let chain = chain.map_err(|error| told(error, "a certificate"))?;
    if chain.is_empty() {
        return Err(told(pem::Error::NoItemsFound, "a certificate"));
    }
    Ok(chain)
}

fn told(error: pem::Error, what: &str) -> anyhow::Error {
    match error {
        pem::Error::Io(error) => anyhow!("{error}"),
        pem::Error::NoItemsFound => {
            anyhow!("there is no {} in PEM in it", what.trim_start_matches("a "))
        }
        error => anyhow!("this is not {what} in PEM: {error}"),
    }
}
