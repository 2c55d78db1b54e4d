INSERT INTO run_cases (recorded, project_id, run, case_no, configuration, status)
SELECT moment_of($2, 0), $1::int, $2::int, n, 0, 0
FROM generate_series(1, $3::int) AS n
