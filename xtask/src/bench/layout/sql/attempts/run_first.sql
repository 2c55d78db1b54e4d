ALTER TABLE results ADD PRIMARY KEY (project_id, run, case_no, configuration, attempt);
CREATE INDEX results_case ON results (project_id, case_no);
