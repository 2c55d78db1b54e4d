//! Takes the address to listen on.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};

use anyhow::{Context, anyhow};

/// Binds it. Connections wait from then on, and are answered when the server runs.
pub(crate) fn on(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let other = "choose another address with --bind, http.bind or VERDICT__HTTP__BIND";
    TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow!("{address} is in use by another program: stop that one, or {other}")
        }
        ErrorKind::PermissionDenied => {
            anyhow!("this user may not listen on {address}: take a port from 1024 on, or {other}")
        }
        ErrorKind::AddrNotAvailable => {
            anyhow!("{address} is not an address of this machine: {other}")
        }
        _ => anyhow!("cannot listen on {address} ({error}): {other}"),
    })
}

/// The address in use, with the port that was taken where port 0 was asked for.
pub(crate) fn address(listener: &TcpListener) -> anyhow::Result<SocketAddr> {
    listener
        .local_addr()
        .context("cannot read the listener's address")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_is_named_with_the_way_out() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = address(&taken).unwrap();
        let message = on(address).unwrap_err().to_string();
        assert!(
            message.starts_with(&format!("{address} is in use")),
            "{message}"
        );
        assert!(message.contains("--bind"), "{message}");
    }

    #[test]
    fn a_foreign_address_is_named() {
        // TEST-NET-1 (RFC 5737) belongs to no machine.
        let message = on("192.0.2.1:0".parse().unwrap()).unwrap_err().to_string();
        assert!(
            message.contains("not an address of this machine"),
            "{message}"
        );
    }
}
