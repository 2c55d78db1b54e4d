-- $9 says what is stored for a key: 0 nothing, 1 a placeholder, 2 a result.
WITH item AS MATERIALIZED (
    SELECT $1::int AS project_id, $2::int AS run, listed.*
    FROM unnest($3::int[], $4::int[], $5::int[], $6::smallint[], $7::int[], $8::text[], $9::smallint[], $10::int[])
      AS listed (case_no, configuration, seq, status, elapsed_ms, note, stored, attempt)
), past AS (
    INSERT INTO past_results
    SELECT old.*
    FROM item
    JOIN run_cases AS old
      ON old.project_id = item.project_id AND old.run = item.run
     AND old.case_no = item.case_no AND old.configuration = item.configuration
    WHERE item.stored = 2
    ORDER BY old.seq
), changed AS (
    UPDATE run_cases AS current
    SET recorded = moment_of($2, $11), seq = item.seq, status = item.status, elapsed_ms = item.elapsed_ms
    FROM item
    WHERE item.stored > 0
      AND current.project_id = item.project_id AND current.run = item.run
      AND current.case_no = item.case_no AND current.configuration = item.configuration
), added AS (
    INSERT INTO run_cases (recorded, project_id, run, case_no, configuration, seq, status, elapsed_ms)
    SELECT moment_of($2, $11), project_id, run, case_no, configuration, seq, status, elapsed_ms
    FROM item
    WHERE stored = 0
    ORDER BY case_no, configuration
), details AS (
    INSERT INTO result_details (project_id, run, seq, note)
    SELECT project_id, run, seq, note
    FROM item
    WHERE note IS NOT NULL
    ORDER BY seq
)
UPDATE runs
SET next_seq = $12, result_rows = $13, row_counts = $14
WHERE project_id = $1 AND run = $2
