-- $9 says what is stored for a key: 0 nothing, 1 a placeholder, 2 a result, whose attempt is $10.
WITH item AS MATERIALIZED (
    SELECT $1::int AS project_id, $2::int AS run, listed.*
    FROM unnest($3::int[], $4::int[], $5::int[], $6::smallint[], $7::int[], $8::text[], $9::smallint[], $10::int[])
      AS listed (case_no, configuration, seq, status, elapsed_ms, note, stored, attempt)
), superseded AS (
    UPDATE results AS old
    SET current = false
    FROM item
    WHERE item.stored = 2
      AND old.project_id = item.project_id AND old.run = item.run AND old.case_no = item.case_no
      AND old.configuration = item.configuration AND old.attempt = item.attempt
), filled AS (
    UPDATE results AS old
    SET recorded = moment_of($2, $11), seq = item.seq, status = item.status, elapsed_ms = item.elapsed_ms
    FROM item
    WHERE item.stored = 1
      AND old.project_id = item.project_id AND old.run = item.run AND old.case_no = item.case_no
      AND old.configuration = item.configuration AND old.attempt = item.attempt
), added AS (
    INSERT INTO results
        (recorded, project_id, run, case_no, configuration, attempt, seq, status, current, elapsed_ms)
    SELECT moment_of($2, $11), project_id, run, case_no, configuration, attempt + 1, seq, status, true, elapsed_ms
    FROM item
    WHERE stored <> 1
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
