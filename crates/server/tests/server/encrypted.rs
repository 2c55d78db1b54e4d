//! TLS: a server that speaks it, and files with which it cannot.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;

use api::rustls::crypto::ring;
use api::rustls::pki_types::{CertificateDer, ServerName};
use api::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tempfile::TempDir;

use crate::harness::{Running, folder, output, verdict};

/// A certificate for `localhost` and its key, as files.
struct Pair {
    folder: TempDir,
    certificate: CertificateDer<'static>,
}

impl Pair {
    fn new() -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let folder = folder();
        std::fs::write(folder.path().join("certificate.pem"), cert.pem()).unwrap();
        std::fs::write(folder.path().join("key.pem"), signing_key.serialize_pem()).unwrap();
        Self {
            folder,
            certificate: cert.der().clone(),
        }
    }

    fn certificate(&self) -> PathBuf {
        self.folder.path().join("certificate.pem")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("key.pem")
    }

    /// What a client that trusts only this certificate reads.
    fn get(&self, address: &str, path: &str) -> String {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from("localhost").unwrap();
        let session = ClientConnection::new(Arc::new(config), name).unwrap();
        let mut stream = StreamOwned::new(session, TcpStream::connect(address).unwrap());
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }
}

#[test]
fn a_server_with_a_certificate_speaks_https_and_says_so() {
    let (pair, data) = (Pair::new(), folder());
    let mut command = verdict(&["--bind", "127.0.0.1:0", "--data-dir"]);
    command
        .arg(data.path())
        .env("VERDICT__HTTP__TLS_CERTIFICATE", pair.certificate())
        .env("VERDICT__HTTP__TLS_KEY", pair.key());
    let (mut running, line) = Running::start(&mut command);
    let url = line
        .split(' ')
        .find(|word| word.starts_with("https://"))
        .unwrap();
    let address = url.strip_prefix("https://").unwrap();
    let answer = pair.get(address, "/readyz");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");

    // In one piece: the server hangs up at the first bytes that are not TLS.
    let request = format!("GET /readyz HTTP/1.1\r\nHost: {address}\r\n\r\n");
    let mut plain = TcpStream::connect(address).unwrap();
    plain.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    drop(plain.read_to_end(&mut answer));
    assert!(!answer.starts_with(b"HTTP/"), "plain HTTP is not answered");

    running.signal("TERM");
    let (code, rest, log) = running.wait();
    assert_eq!(code, Some(0), "{log}");
    assert!(
        rest.contains(&format!("export VERDICT_URL={url}\n")),
        "{rest}"
    );
}

#[test]
fn files_that_cannot_be_used_are_named_in_one_line() {
    let (pair, other) = (Pair::new(), Pair::new());
    let empty = pair.folder.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    let broken = pair.folder.path().join("broken.pem");
    std::fs::write(
        &broken,
        "-----BEGIN CERTIFICATE-----\nnot base64!\n-----END CERTIFICATE-----\n",
    )
    .unwrap();
    let missing = pair.folder.path().join("missing.pem");
    let (certificate, key) = (pair.certificate(), pair.key());
    for (certificate, key, setting, expected) in [
        (&missing, &key, "CERTIFICATE", "missing.pem: No such file"),
        (
            &empty,
            &key,
            "CERTIFICATE",
            "empty.pem: there is no certificate in PEM in it",
        ),
        (
            &broken,
            &key,
            "CERTIFICATE",
            "broken.pem: this is not a certificate in PEM",
        ),
        (
            &key,
            &key,
            "CERTIFICATE",
            "key.pem: there is no certificate in PEM in it",
        ),
        (&certificate, &missing, "KEY", "missing.pem: No such file"),
        (
            &certificate,
            &certificate,
            "KEY",
            "certificate.pem: there is no private key in PEM in it",
        ),
        (
            &certificate,
            &other.key(),
            "KEY",
            "which is not the key of the certificate in",
        ),
    ] {
        let mut command = verdict(&["--bind", "127.0.0.1:0"]);
        command
            .env("VERDICT__HTTP__TLS_CERTIFICATE", certificate)
            .env("VERDICT__HTTP__TLS_KEY", key);
        let (code, stdout, stderr) = output(&mut command);
        assert_eq!((code, stdout.as_str()), (Some(1), ""), "{stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
        assert!(
            stderr.contains(&format!("VERDICT__HTTP__TLS_{setting})")),
            "{stderr}"
        );
        assert!(stderr.contains(expected), "{stderr}");
    }
}
