INSERT INTO runs (project_id, run, planned, next_seq, result_rows, row_counts)
VALUES ($1, $2, $3, 1, 0, $4)
