-- The second index keeps a run's rows in case order a range scan, which the key no longer gives.
ALTER TABLE results ADD PRIMARY KEY (project_id, case_no, run, configuration, attempt);
CREATE INDEX results_run ON results (project_id, run, case_no, configuration);
