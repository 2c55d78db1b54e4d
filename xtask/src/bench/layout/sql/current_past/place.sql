INSERT INTO planned_cases (project_id, run, case_no, configuration)
SELECT $1, $2, n, 0
FROM generate_series(1, $3::int) AS n
