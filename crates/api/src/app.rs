//! What every request needs.

use store::Store;

/// What every request needs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub store: Store,
    /// What every absolute link given to a client begins with; without a slash at its end.
    pub public_url: String,
    /// The largest body a request may have.
    pub max_body_bytes: usize,
}
