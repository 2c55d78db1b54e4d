//! The layouts that are compared, each a handful of statements with the same parameters.

/// One way to keep results in tables.
pub(super) struct Layout {
    /// Column head in the report and name of its schema in the database.
    pub(super) name: &'static str,
    /// What sets it apart, for the report's legend.
    pub(super) about: &'static str,
    /// Measured on ten thousand results only, unless asked for by name: filling millions takes minutes.
    pub(super) variant: bool,
    /// Scripts that create its tables, in order.
    pub(super) schema: &'static [&'static str],
    /// Tables whose size counts, with their indexes. Run rows and texts are the same everywhere and left out.
    pub(super) tables: &'static [&'static str],
    pub(super) sql: Sql,
}

/// The statements a layout is measured with.
#[derive(Clone, Copy)]
pub(super) struct Sql {
    /// Fills one run without a measured write.
    pub(super) populate: &'static str,
    /// Gives a run its untested cases.
    pub(super) place: &'static str,
    /// What is stored for a batch's keys.
    pub(super) load: &'static str,
    /// The same in a pre-populated run.
    pub(super) load_planned: &'static str,
    /// Stores what changed, counters included.
    pub(super) write: &'static str,
    /// Thirty results of a run by `seq`, newest first.
    pub(super) seq_page: &'static str,
    /// Thirty rows of a run in case order.
    pub(super) case_page: &'static str,
    /// The same in a pre-populated run, untested rows included.
    pub(super) planned_page: &'static str,
    /// The newest thirty results of one case.
    pub(super) history: &'static str,
}

const RUNS: &str = include_str!("sql/shared/runs.sql");
const TIMESTAMP: &str = include_str!("sql/shared/moment_timestamp.sql");
const OFFSET: &str = include_str!("sql/shared/moment_offset.sql");
const PLANNED: &str = include_str!("sql/current_past/planned.sql");
const PACKED: &str = include_str!("sql/current_past_packed/planned.sql");
const CURRENT_PAST_SCHEMA: &str = include_str!("sql/current_past/schema.sql");
const RESULTS: &str = include_str!("sql/attempts/table.sql");

const CURRENT_PAST: Sql = Sql {
    populate: include_str!("sql/current_past/populate.sql"),
    place: include_str!("sql/current_past/place.sql"),
    load: include_str!("sql/current_past/load.sql"),
    load_planned: include_str!("sql/current_past/load_planned.sql"),
    write: include_str!("sql/current_past/write.sql"),
    seq_page: include_str!("sql/current_past/seq_page.sql"),
    case_page: include_str!("sql/current_past/case_page.sql"),
    planned_page: include_str!("sql/current_past/planned_page.sql"),
    history: include_str!("sql/current_past/history.sql"),
};

const CURRENT_PAST_ROWS: Sql = Sql {
    place: include_str!("sql/current_past_rows/place.sql"),
    load_planned: CURRENT_PAST.load,
    write: include_str!("sql/current_past_rows/write.sql"),
    planned_page: CURRENT_PAST.case_page,
    ..CURRENT_PAST
};

const CURRENT_PAST_PACKED: Sql = Sql {
    place: include_str!("sql/current_past_packed/place.sql"),
    load_planned: include_str!("sql/current_past_packed/load_planned.sql"),
    planned_page: include_str!("sql/current_past_packed/planned_page.sql"),
    ..CURRENT_PAST
};

const ATTEMPTS: Sql = Sql {
    populate: include_str!("sql/attempts/populate.sql"),
    place: include_str!("sql/attempts/place.sql"),
    load: include_str!("sql/attempts/load.sql"),
    load_planned: include_str!("sql/attempts/load.sql"),
    write: include_str!("sql/attempts/write.sql"),
    seq_page: include_str!("sql/attempts/seq_page.sql"),
    case_page: include_str!("sql/attempts/case_page.sql"),
    planned_page: include_str!("sql/attempts/case_page.sql"),
    history: include_str!("sql/attempts/history.sql"),
};

const CURRENT_PAST_TABLES: &[&str] = &["run_cases", "past_results", "planned_cases"];

/// All layouts; the first is the one the others are compared with.
pub(super) const LAYOUTS: &[Layout] = &[
    Layout {
        name: "b",
        about: "current outcome in run_cases, superseded ones in past_results, members in planned_cases",
        variant: false,
        schema: &[TIMESTAMP, RUNS, CURRENT_PAST_SCHEMA, PLANNED],
        tables: CURRENT_PAST_TABLES,
        sql: CURRENT_PAST,
    },
    Layout {
        name: "b_offset",
        about: "b with the time recorded as milliseconds since the run's start",
        variant: true,
        schema: &[OFFSET, RUNS, CURRENT_PAST_SCHEMA, PLANNED],
        tables: CURRENT_PAST_TABLES,
        sql: CURRENT_PAST,
    },
    Layout {
        name: "b_rows",
        about: "b with untested members as rows of run_cases",
        variant: true,
        schema: &[
            TIMESTAMP,
            RUNS,
            include_str!("sql/current_past_rows/schema.sql"),
        ],
        tables: &["run_cases", "past_results"],
        sql: CURRENT_PAST_ROWS,
    },
    Layout {
        name: "b_fill90",
        about: "b with fillfactor 90 for run_cases",
        variant: true,
        schema: &[
            TIMESTAMP,
            RUNS,
            CURRENT_PAST_SCHEMA,
            PLANNED,
            include_str!("sql/shared/fillfactor_90.sql"),
        ],
        tables: CURRENT_PAST_TABLES,
        sql: CURRENT_PAST,
    },
    Layout {
        name: "b_packed",
        about: "b_offset with members packed in arrays of up to 256 case numbers",
        variant: false,
        schema: &[OFFSET, RUNS, CURRENT_PAST_SCHEMA, PACKED],
        tables: CURRENT_PAST_TABLES,
        sql: CURRENT_PAST_PACKED,
    },
    Layout {
        name: "b_lean",
        about: "b_packed in eight columns: who, when executed and custom status in result_details",
        variant: true,
        schema: &[
            OFFSET,
            RUNS,
            include_str!("sql/current_past/lean.sql"),
            PACKED,
        ],
        tables: CURRENT_PAST_TABLES,
        sql: CURRENT_PAST_PACKED,
    },
    Layout {
        name: "a_run",
        about: "one row per result, key (project, run, case, configuration, attempt)",
        variant: false,
        schema: &[
            TIMESTAMP,
            RUNS,
            RESULTS,
            include_str!("sql/attempts/run_first.sql"),
        ],
        tables: &["results"],
        sql: ATTEMPTS,
    },
    Layout {
        name: "a_case",
        about: "one row per result, key (project, case, run, configuration, attempt)",
        variant: false,
        schema: &[
            TIMESTAMP,
            RUNS,
            RESULTS,
            include_str!("sql/attempts/case_first.sql"),
        ],
        tables: &["results"],
        sql: ATTEMPTS,
    },
];
