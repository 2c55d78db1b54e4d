-- One run of $3 passing cases, 10 % failed with text. The cases come in an arbitrary order (a permutation),
-- in batches of 300 that are sorted by key, as the write path would have stored them.
WITH item AS (
    SELECT seq,
           ((seq::bigint * 7919 + $2::int * 101) % $3::int)::int + 1 AS case_no,
           CASE WHEN seq % 10 = 0 THEN 3 ELSE 2 END AS status
    FROM generate_series(1, $3::int) AS seq
), stored AS (
    INSERT INTO results (recorded, project_id, run, case_no, configuration, attempt, seq, status, current, elapsed_ms)
    SELECT moment_of($2, seq * 20), $1::int, $2, case_no, 0, 1, seq, status, true, 100 + seq % 5000
    FROM item
    ORDER BY seq / 300, case_no
), details AS (
    INSERT INTO result_details (project_id, run, seq, note)
    SELECT $1, $2, seq, repeat('expected 200 but got 500 ', 4) || md5(seq::text)
    FROM item
    WHERE status = 3
    ORDER BY seq
)
INSERT INTO runs (project_id, run, planned, next_seq, result_rows, row_counts)
SELECT $1, $2, false, $3 + 1, $3,
       ARRAY[0, 0, count(*) FILTER (WHERE status = 2), count(*) FILTER (WHERE status = 3), 0, 0, 0, 0, 0, 0]
FROM item
