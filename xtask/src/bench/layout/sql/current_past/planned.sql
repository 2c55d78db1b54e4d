-- The members of a pre-populated run, one row each; results never touch it.
CREATE TABLE planned_cases (
    project_id    int NOT NULL,
    run           int NOT NULL,
    case_no       int NOT NULL,
    configuration int NOT NULL,
    PRIMARY KEY (project_id, run, case_no, configuration)
);
