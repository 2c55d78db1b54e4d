-- The 30 results up to $3, newest first, superseded ones included.
SELECT page.*, cases.title, details.note
FROM (
    SELECT * FROM results WHERE project_id = $1 AND run = $2 AND seq > $3::int - 30 AND seq <= $3
) AS page
LEFT JOIN LATERAL (
    SELECT title FROM cases WHERE project_id = $1 AND case_no = page.case_no LIMIT 1
) AS cases ON true
LEFT JOIN LATERAL (
    SELECT note FROM result_details WHERE project_id = $1 AND run = $2 AND seq = page.seq LIMIT 1
) AS details ON true
ORDER BY page.seq DESC
