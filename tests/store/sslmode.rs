//! `sslmode` in a database's address, against a server with TLS and one without.
//!
//! Postgres of the tests listens on a Unix socket, where it speaks no TLS. So something stands in front of it on a
//! TCP port, and does what a Postgres there would do with the first eight bytes.

use std::path::PathBuf;
use std::sync::Arc;

use e2e::database;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use store::pooler::Answers;
use store::{Load, Store};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// An `SSLRequest`, <https://www.postgresql.org/docs/current/protocol-message-formats.html>.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// A Postgres on a TCP port of this machine.
struct Server {
    port: u16,
    database: String,
    user: String,
}

impl Server {
    /// With TLS if there is a configuration for it.
    async fn start(tls: Option<ServerConfig>) -> Self {
        let config: tokio_postgres::Config = database::fresh().await.parse().unwrap();
        let tokio_postgres::config::Host::Unix(folder) = &config.get_hosts()[0] else {
            panic!("the tests' Postgres listens on a Unix socket");
        };
        let socket = folder.join(format!(".s.PGSQL.{}", config.get_ports()[0]));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let tls = tls.map(|config| TlsAcceptor::from(Arc::new(config)));
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                // A client that goes away, or refuses the certificate, is of no interest here.
                tokio::spawn(pass_on(client, socket.clone(), tls.clone()));
            }
        });
        Self {
            port,
            database: config.get_dbname().unwrap().to_owned(),
            user: config.get_user().unwrap_or("postgres").to_owned(),
        }
    }

    /// Whether a store can be opened, or why not.
    async fn open(&self, host: &str, parameters: &str) -> Result<(), String> {
        let Self {
            port,
            database,
            user,
        } = self;
        let url = format!("postgres://{user}@{host}:{port}/{database}?{parameters}");
        let store = Store::connect(&url, Load::on(1), Answers::Postgres).await;
        let store = store.map_err(|error| format!("{:#}", anyhow::Error::from(error)))?;
        store.is_ready().await.map_err(|error| error.to_string())
    }
}

async fn pass_on(
    mut client: TcpStream,
    socket: PathBuf,
    tls: Option<TlsAcceptor>,
) -> std::io::Result<()> {
    let mut first = [0; 8];
    client.read_exact(&mut first).await?;
    let mut server = UnixStream::connect(socket).await?;
    match tls {
        Some(tls) if first == SSL_REQUEST => {
            client.write_all(b"S").await?;
            let mut client = tls.accept(client).await?;
            copy_bidirectional(&mut client, &mut server).await?;
        }
        Some(_) => {}
        None => {
            if first == SSL_REQUEST {
                client.write_all(b"N").await?;
            } else {
                server.write_all(&first).await?;
            }
            copy_bidirectional(&mut client, &mut server).await?;
        }
    }
    Ok(())
}

/// A certificate for `localhost`, what serves with it, and a file that trusts it.
fn certificate() -> (ServerConfig, tempfile::NamedTempFile) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), cert.pem()).unwrap();
    let key = PrivateKeyDer::try_from(signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    (config, file)
}

#[tokio::test]
async fn a_server_without_tls_is_refused_where_tls_is_required() {
    let server = Server::start(None).await;
    for parameters in ["", "sslmode=disable", "sslmode=prefer"] {
        assert_eq!(
            server.open("localhost", parameters).await,
            Ok(()),
            "{parameters}"
        );
    }
    let (_, trusted) = certificate();
    let roots = format!("sslrootcert={}", trusted.path().display());
    for mode in ["require", "verify-ca", "verify-full"] {
        let parameters = format!("sslmode={mode}&{roots}");
        let told = server.open("localhost", &parameters).await.unwrap_err();
        assert!(
            told.contains("server does not support TLS"),
            "{mode}: {told}"
        );
    }
}

#[tokio::test]
async fn a_certificate_is_checked_as_far_as_the_mode_says() {
    let (config, trusted) = certificate();
    let (_, stranger) = certificate();
    let server = Server::start(Some(config)).await;
    for (mode, roots, host, expected) in [
        ("prefer", None, "localhost", true),
        ("require", None, "127.0.0.1", true),
        ("verify-ca", Some(&trusted), "127.0.0.1", true),
        ("verify-ca", Some(&stranger), "localhost", false),
        ("require", Some(&stranger), "localhost", false),
        ("verify-full", Some(&trusted), "localhost", true),
        ("verify-full", Some(&trusted), "127.0.0.1", false),
        ("verify-full", Some(&stranger), "localhost", false),
        // It answers only those who ask for TLS.
        ("disable", None, "localhost", false),
    ] {
        let roots = roots.map_or_else(String::new, |file| {
            format!("&sslrootcert={}", file.path().display())
        });
        let opened = server.open(host, &format!("sslmode={mode}{roots}")).await;
        assert_eq!(opened.is_ok(), expected, "{mode} {host}: {opened:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_named() {
    let server = Server::start(None).await;
    for (parameters, expected) in [
        (
            "sslmode=always",
            "use disable, prefer, require, verify-ca or verify-full",
        ),
        (
            "sslmode=verify-ca&sslrootcert=/no/such.pem",
            "sslrootcert=/no/such.pem: ",
        ),
        (
            "sslmode=verify-ca&sslrootcert=/dev/null",
            "no certificate in it",
        ),
    ] {
        let told = server.open("localhost", parameters).await.unwrap_err();
        assert!(told.contains(expected), "{told}");
    }
}
