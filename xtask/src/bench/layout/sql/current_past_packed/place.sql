INSERT INTO planned_cases (project_id, run, block, configuration, case_nos)
SELECT $1, $2, n / 256, 0, array_agg(n ORDER BY n)
FROM generate_series(1, $3::int) AS n
GROUP BY n / 256
