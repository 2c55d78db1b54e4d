//! Seals of runs, and their receipts.

use domain::number::Seq;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::plan::Id;
use crate::body::Object;
use crate::integer::Integer;

/// The most results that can be announced: a run has no more places.
pub(crate) const MOST_RESULTS: i32 = Seq::MAX.get();

/// What a sealed run can be.
pub(crate) const WORDS: [&str; 3] = ["complete", "short", "late"];

/// `PUT /api/verdict/runs/{run}/seal`: either `results` or `test_cases`.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(extend("oneOf" = either()))]
pub(crate) struct PutSeal {
    /// How many results the run will get, each for another row.
    #[schemars(range(min = 1, max = MOST_RESULTS))]
    pub(crate) results: Option<Integer>,
    /// The cases that the run will get results for. One that is named twice counts once.
    #[schemars(length(min = 1))]
    pub(crate) test_cases: Option<Vec<Object<SealedCase>>>,
    /// When all of them have to be there; left out, they may take as long as they need.
    #[schemars(extend("format" = "date-time"))]
    pub(crate) deadline: Option<String>,
}

fn either() -> Value {
    let one = |there: &str, other: &str, kind: &str| {
        json!({
            "properties": { there: { "type": kind }, other: { "type": "null" } },
            "required": [there],
        })
    };
    json!([
        one("results", "test_cases", "integer"),
        one("test_cases", "results", "array"),
    ])
}

/// Without configurations: all that the run holds the case under, or would have been created with.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct SealedCase {
    #[schemars(required)]
    pub(crate) test_case: Option<Id>,
    /// The numbers of configurations.
    #[schemars(length(min = 1))]
    pub(crate) configurations: Option<Vec<Integer>>,
}

/// What a sealed run has taken.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Receipt {
    pub(crate) run: String,
    #[schemars(extend("enum" = WORDS))]
    pub(crate) completeness: &'static str,
    /// How many rows were announced.
    pub(crate) expected: u32,
    #[schemars(extend("format" = "date-time"))]
    pub(crate) deadline: Option<String>,
    /// Since when nothing is missing; null while something is.
    #[schemars(extend("format" = "date-time"))]
    pub(crate) filled_at: Option<String>,
    /// Results that are stored.
    pub(crate) accepted: u32,
    /// How many of them another result of the same row has superseded.
    pub(crate) repeated: u32,
    /// Results that were refused one by one, in requests whose others were taken.
    pub(crate) refused: u32,
    /// Announced rows that show no outcome.
    pub(crate) missing: u32,
    /// Which those are; null where only their number was announced.
    pub(crate) missing_rows: Option<Vec<Row>>,
    /// How many lines `sha256` is made of.
    pub(crate) lines: usize,
    /// SHA-256 of the lines, in hexadecimal.
    pub(crate) sha256: String,
}

/// A row of a run.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Row {
    pub(crate) test_case: String,
    /// The number of its configuration, if it has one.
    pub(crate) configuration: Option<i32>,
}
