//! What may follow the question mark; only the schemas are used. An empty value says nothing.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::super::run_state;
use crate::describe::any_case;

/// How many entries a page has.
pub(crate) struct PageSize;

impl JsonSchema for PageSize {
    fn schema_name() -> Cow<'static, str> {
        "PageSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "enum": [30, 300] })
    }
}

/// Anything but `true` and `1` says no.
#[derive(JsonSchema)]
#[schemars(inline)]
pub(crate) struct Flag(#[expect(dead_code, reason = "only its schema is used")] String);

/// A day, with the year first or last, or a full time.
pub(crate) struct Moment;

/// `19-08-2024`: days that all months have, that all but February have, that the long ones have, and leap days.
const DAY_FIRST: &str = "^((0[1-9]|1[0-9]|2[0-8])-(0[1-9]|1[0-2])-[0-9]{4}\
                         |(29|30)-(0[13-9]|1[0-2])-[0-9]{4}\
                         |31-(0[13578]|1[02])-[0-9]{4}\
                         |29-02-([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00))$";

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "string", "format": "date" },
            { "type": "string", "pattern": DAY_FIRST },
            { "type": "string", "format": "date-time" },
            { "const": "" },
        ] })
    }
}

/// States of runs in any case of letters, parted by commas.
pub(crate) struct RunStates;

impl JsonSchema for RunStates {
    fn schema_name() -> Cow<'static, str> {
        "RunStates".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let word = any_case(run_state::written());
        json_schema!({ "type": "string", "pattern": format!("^( *{word}? *,)* *{word}? *$") })
    }
}
