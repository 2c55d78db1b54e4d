//! What may follow the question mark; only the schemas are used. An empty value is none.

use crate::describe::NOT_BLANK;
use schemars::JsonSchema;

/// By what the roots of the tree are sorted.
#[derive(JsonSchema)]
#[schemars(extend("enum" = ["EXECUTION_ORDER", "TOP_LEVEL_NAME", "DURATION", "FAILED_TEST", "PLATFORM"]))]
pub(crate) struct SortWord(#[expect(dead_code, reason = "only its schema is used")] String);

/// In either case of letters.
#[derive(JsonSchema)]
#[schemars(extend("pattern" = "^([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc])?$"))]
pub(crate) struct OrderWord(#[expect(dead_code, reason = "only its schema is used")] String);

/// Integers of 64 bits, parted by commas.
#[derive(JsonSchema)]
#[schemars(extend("pattern" = r"^(\s*([+-]?[0-9]{1,18})?\s*,)*\s*([+-]?[0-9]{1,18})?\s*$"))]
pub(crate) struct Integers(#[expect(dead_code, reason = "only its schema is used")] String);

/// States of builds, parted by commas.
#[derive(JsonSchema)]
#[schemars(extend("pattern" = r"^(\s*(passed|failed|unknown|skipped|running)?\s*,)*\s*(passed|failed|unknown|skipped|running)?\s*$"))]
pub(crate) struct BuildStates(#[expect(dead_code, reason = "only its schema is used")] String);

/// Two times in milliseconds since 1970; between a later and an earlier one is nothing.
#[derive(JsonSchema)]
#[schemars(extend("pattern" = r"^(\s*(\+?[0-9]{1,14}|-[0-9]{1,13})\s*,\s*(\+?[0-9]{1,14}|-[0-9]{1,13})\s*)?$"))]
pub(crate) struct DateRange(#[expect(dead_code, reason = "only its schema is used")] String);

/// A name that must be there.
#[derive(JsonSchema)]
#[schemars(extend("pattern" = NOT_BLANK))]
pub(crate) struct ProjectName(#[expect(dead_code, reason = "only its schema is used")] String);

/// The number of a page.
#[derive(JsonSchema)]
#[schemars(extend("minimum" = 1))]
pub(crate) struct PageNumber(#[expect(dead_code, reason = "only its schema is used")] u32);
