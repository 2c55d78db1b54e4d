//! `http.*`.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::key::section;
use super::public_url::{self, PublicUrl};

section! {
    /// How clients reach the server.
    pub struct Http {
        /// The IP address and port to listen on. Port 0 takes a free one.
        "http.bind" => bind: SocketAddr = Text("127.0.0.1:8080"),
        /// What every absolute link begins with that a client is given, such as `https://verdict.example.org`.
        /// Empty: from `http.bind`, with `localhost` for an address that stands for all.
        "http.public_url" => public_url: Option<PublicUrl> = Text(""),
        /// The largest request body in bytes; a larger one answers 413.
        "http.max_body_bytes" => max_body_bytes: NonZeroUsize = Number(33_554_432),
        /// How many connections may be open at the same time, rounded up to a multiple of the processors; more wait until
        /// one is closed. An open one takes some 20 kB of memory; one on which nothing more is asked is closed after five
        /// seconds, and one on which nothing was ever asked after thirty.
        "http.max_connections" => max_connections: NonZeroUsize = Number(8_192),
        /// How many requests may be answered at the same time; more answer 503 and may come back after a second.
        "http.max_requests" => max_requests: NonZeroUsize = Number(1_024),
        /// How many bytes of request bodies may be in memory at the same time, at least one of the largest; a request
        /// that does not fit answers 503 and may come back after a second. What is made of a body takes several times
        /// its size for as long as it is answered. Files that are attached are not held in memory.
        "http.max_buffered_bytes" => max_buffered_bytes: NonZeroUsize = Number(268_435_456),
        /// How many seconds the body of a request may stand still. One that has taken as long must bring 256 bytes a
        /// second. One that does not answers 408, as it keeps a place of `http.max_requests` from others.
        "http.body_patience_seconds" => body_patience_seconds: NonZeroUsize = Number(30),
        /// A PEM file with the certificate and those that lead to one that clients trust. Empty: plain HTTP.
        "http.tls_certificate" => tls_certificate: Option<PathBuf> = Text(""),
        /// A PEM file with the certificate's private key. Empty: plain HTTP.
        "http.tls_key" => tls_key: Option<PathBuf> = Text(""),
    }
}

impl Http {
    /// What absolute links begin with, without a slash at the end. `listening` is the address in use, which
    /// has the port that `http.bind` may have left open.
    #[must_use]
    pub fn public_url(&self, listening: SocketAddr) -> String {
        match &self.public_url {
            Some(url) => url.as_str().to_owned(),
            None => self.own_url(listening),
        }
    }

    /// The URL that reaches the server from the machine itself, whatever clients are given.
    #[must_use]
    pub fn own_url(&self, listening: SocketAddr) -> String {
        let scheme = match &self.tls_certificate {
            Some(_) => "https",
            None => "http",
        };
        public_url::of(scheme, listening)
    }
}
