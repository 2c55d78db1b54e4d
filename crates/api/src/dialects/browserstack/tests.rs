//! Tables of what translation does, without a server.
