-- The whole key comes from a materialised list: with run as a plain parameter the planner, whose statistics do not
-- know a new run, takes it for empty, scans all of it and joins it row by row with the list.
WITH key AS MATERIALIZED (
    SELECT $1::int AS project_id, $2::int AS run, listed.*
    FROM unnest($3::int[], $4::int[]) AS listed (case_no, configuration)
)
SELECT key.case_no, key.configuration, current.seq, current.status, current.elapsed_ms, details.note, 1 AS attempt
FROM key
JOIN run_cases AS current
  ON current.project_id = key.project_id AND current.run = key.run
 AND current.case_no = key.case_no AND current.configuration = key.configuration
LEFT JOIN result_details AS details
  ON details.project_id = key.project_id AND details.run = key.run AND details.seq = current.seq
