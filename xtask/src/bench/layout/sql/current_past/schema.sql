-- Current outcomes in run_cases, superseded ones in past_results, members of pre-populated runs in planned_cases.
CREATE TABLE run_cases (
    recorded      moment NOT NULL,
    project_id    int NOT NULL,
    run           int NOT NULL,
    case_no       int NOT NULL,
    configuration int NOT NULL,
    seq           int NOT NULL,
    status        smallint NOT NULL,
    flags         smallint NOT NULL DEFAULT 0,
    elapsed_ms    int,
    tested_by     int,
    executed_at   timestamptz,
    custom_status int,
    PRIMARY KEY (project_id, run, case_no, configuration)
);
CREATE UNIQUE INDEX run_cases_seq ON run_cases (project_id, run, seq);
CREATE INDEX run_cases_case ON run_cases (project_id, case_no);

CREATE TABLE past_results (LIKE run_cases INCLUDING DEFAULTS, PRIMARY KEY (project_id, run, seq));
CREATE INDEX past_results_case ON past_results (project_id, case_no);
