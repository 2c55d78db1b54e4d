SELECT next_seq, result_rows, row_counts
FROM runs
WHERE project_id = $1 AND run = $2
FOR NO KEY UPDATE
