INSERT INTO results (recorded, project_id, run, case_no, configuration, attempt, status, current)
SELECT moment_of($2, 0), $1::int, $2::int, n, 0, 1, 0, true
FROM generate_series(1, $3::int) AS n
