//! Statuses of the organization's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::status::STATUS;
use crate::describe::{TRIMMED, or_null};

pub(crate) const NAME_CHARS: usize = 255;

const COLOUR: &str = r"^#[0-9A-Fa-f]{6}$";

/// `POST /api/verdict/statuses`
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct CreateStatus {
    #[schemars(required, length(min = 1, max = NAME_CHARS), regex(pattern = TRIMMED))]
    pub(crate) name: Option<String>,
    /// `#` and six hexadecimal digits.
    #[schemars(regex(pattern = COLOUR))]
    pub(crate) colour: Option<String>,
    /// A canonical status.
    #[schemars(required, extend("enum" = STATUS.shown()))]
    pub(crate) counts_as: Option<String>,
}

/// `PATCH /api/verdict/statuses/{status}`: what is left out stays. What a status counts as always does.
#[derive(Debug, Deserialize, JsonSchema)]
pub(crate) struct ChangeStatus {
    #[schemars(length(min = 1, max = NAME_CHARS), regex(pattern = TRIMMED))]
    pub(crate) name: Option<String>,
    #[schemars(regex(pattern = COLOUR))]
    pub(crate) colour: Option<String>,
    /// What it counts as already.
    #[schemars(extend("enum" = or_null(STATUS.shown())))]
    pub(crate) counts_as: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CustomStatus {
    pub(crate) number: i32,
    pub(crate) name: String,
    pub(crate) colour: String,
    #[schemars(extend("enum" = STATUS.shown()))]
    pub(crate) counts_as: &'static str,
    /// It may no longer be given; results that have it keep it.
    pub(crate) retired: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Statuses {
    pub(crate) statuses: Vec<CustomStatus>,
}
