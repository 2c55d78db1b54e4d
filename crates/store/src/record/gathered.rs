//! Records submissions of one project together.

use super::{KnownNames, Recorded, Sent};
use crate::error::StoreError;
use crate::gather::Work;
use crate::pool::Connections;
use crate::turns::Turn;

/// Records what is sent to one project.
pub(crate) struct Writes(pub(crate) Connections, pub(crate) KnownNames);

/// How often a transaction is tried that stands in another one's way.
const TRIES: usize = 4;

impl Work for Writes {
    /// An organization and a project of it.
    type Lane = (i32, i32);
    type Ask = Sent;
    type Answer = Recorded;

    /// Results. A flight of so many takes a few milliseconds, which is what the next one waits.
    const MOST: usize = 500;

    fn size(sent: &Sent) -> usize {
        sent.items.len()
    }

    async fn carry_out(
        &self,
        (organization, _): (i32, i32),
        sent: &[Sent],
    ) -> Result<Vec<Recorded>, StoreError> {
        record(&self.0, &self.1, organization, Vec::new(), sent).await
    }
}

/// Records what is sent to one organization, when these turns have come: all of it, or nothing.
pub(super) async fn record(
    connections: &Connections,
    names: &KnownNames,
    organization: i32,
    turns: Vec<Turn>,
    sent: &[Sent],
) -> Result<Vec<Recorded>, StoreError> {
    let mut connection = connections.in_turn(organization, turns).await?;
    let mut tries = 1;
    loop {
        let recorded = connection
            .transaction(async |connection| {
                super::record(connection, names, organization, sent).await
            })
            .await;
        match recorded {
            Err(error) if error.is_conflict() && tries < TRIES => {
                tracing::warn!(%error, "two writes stood in each other's way; trying again");
                tries += 1;
            }
            recorded => return recorded,
        }
    }
}
