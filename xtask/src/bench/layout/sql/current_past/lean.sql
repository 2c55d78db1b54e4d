-- As schema.sql, in eight columns: with at most eight, the null bitmap fits the 24-byte tuple header.
-- Who tested, when it was executed and custom statuses go to result_details.
CREATE TABLE run_cases (
    recorded      moment NOT NULL,
    project_id    int NOT NULL,
    run           int NOT NULL,
    case_no       int NOT NULL,
    configuration int NOT NULL,
    seq           int NOT NULL,
    elapsed_ms    int,
    status        smallint NOT NULL,
    PRIMARY KEY (project_id, run, case_no, configuration)
);
CREATE UNIQUE INDEX run_cases_seq ON run_cases (project_id, run, seq);
CREATE INDEX run_cases_case ON run_cases (project_id, case_no);

CREATE TABLE past_results (LIKE run_cases INCLUDING DEFAULTS, PRIMARY KEY (project_id, run, seq));
CREATE INDEX past_results_case ON past_results (project_id, case_no);
