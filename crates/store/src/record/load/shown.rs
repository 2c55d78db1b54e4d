//! What rows show before anything is written.

use std::collections::HashMap;

use domain::number::{RunNumber, Seq};
use time::OffsetDateTime;

use crate::record::result_row::ResultRow;

/// The rows of runs that show a result, by its place. What supersedes one keeps these columns as they are.
#[derive(Default)]
pub(in crate::record) struct Shown(HashMap<(RunNumber, Seq), ShownRow>);

/// The columns of a result, but for its key.
#[derive(Clone, Copy)]
pub(in crate::record) struct ShownRow {
    pub(in crate::record) author: i32,
    pub(in crate::record) status: i16,
    pub(in crate::record) parts: i16,
    pub(in crate::record) elapsed_ms: Option<i32>,
    pub(in crate::record) recorded_at: OffsetDateTime,
}

impl ShownRow {
    pub(super) const fn of(row: &ResultRow) -> Self {
        Self {
            author: row.author,
            status: row.status,
            parts: row.parts,
            elapsed_ms: row.elapsed_ms,
            recorded_at: row.recorded_at,
        }
    }
}

impl Shown {
    pub(super) fn add(&mut self, run: RunNumber, seq: Seq, row: ShownRow) {
        self.0.insert((run, seq), row);
    }

    pub(in crate::record) fn at(&self, run: RunNumber, seq: Seq) -> Option<ShownRow> {
        self.0.get(&(run, seq)).copied()
    }
}
