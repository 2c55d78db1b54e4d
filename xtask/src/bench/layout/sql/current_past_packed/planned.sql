-- The members of a pre-populated run, up to 256 case numbers in one row: block = case_no / 256.
CREATE TABLE planned_cases (
    project_id    int NOT NULL,
    run           int NOT NULL,
    block         int NOT NULL,
    configuration int NOT NULL,
    case_nos      int[] NOT NULL,
    PRIMARY KEY (project_id, run, block, configuration)
);
