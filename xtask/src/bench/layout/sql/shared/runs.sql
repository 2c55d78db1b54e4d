-- What every layout has: the run row (lock point and counters) and the text of results that carry any.
CREATE TABLE runs (
    project_id  int NOT NULL,
    run         int NOT NULL,
    state       smallint NOT NULL DEFAULT 0,
    planned     boolean NOT NULL,
    next_seq    int NOT NULL,
    result_rows int NOT NULL,
    row_counts  int[] NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, run)
);
CREATE TABLE result_details (
    project_id int NOT NULL,
    run        int NOT NULL,
    seq        int NOT NULL,
    note       text,
    framework  text,
    failures   jsonb,
    extra      jsonb,
    PRIMARY KEY (project_id, run, seq)
);
