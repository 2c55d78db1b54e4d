-- One row per result; the row of an untested case of a pre-populated run is filled by its first result.
CREATE TABLE results (
    recorded      moment NOT NULL,
    project_id    int NOT NULL,
    run           int NOT NULL,
    case_no       int NOT NULL,
    configuration int NOT NULL,
    attempt       int NOT NULL,
    seq           int,
    status        smallint NOT NULL,
    flags         smallint NOT NULL DEFAULT 0,
    current       boolean NOT NULL,
    elapsed_ms    int,
    tested_by     int,
    executed_at   timestamptz,
    custom_status int
);
CREATE UNIQUE INDEX results_seq ON results (project_id, run, seq) WHERE seq IS NOT NULL;
