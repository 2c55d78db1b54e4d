-- The newest attempt is the current one: the end of the key's range, whatever the number of attempts.
-- The whole key comes from a materialised list, see load.sql of current_past.
WITH key AS MATERIALIZED (
    SELECT $1::int AS project_id, $2::int AS run, listed.*
    FROM unnest($3::int[], $4::int[]) AS listed (case_no, configuration)
)
SELECT key.case_no, key.configuration, current.seq, current.status, current.elapsed_ms, details.note, current.attempt
FROM key
CROSS JOIN LATERAL (
    SELECT seq, status, elapsed_ms, attempt
    FROM results
    WHERE project_id = key.project_id AND run = key.run AND case_no = key.case_no AND configuration = key.configuration
    ORDER BY attempt DESC
    LIMIT 1
) AS current
LEFT JOIN result_details AS details
  ON details.project_id = key.project_id AND details.run = key.run AND details.seq = current.seq
