ALTER TABLE run_cases SET (fillfactor = 90);
