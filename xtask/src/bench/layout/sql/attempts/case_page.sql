SELECT page.*, cases.title, details.note
FROM (
    SELECT *
    FROM results
    WHERE project_id = $1 AND run = $2 AND current
    ORDER BY case_no, configuration
    OFFSET $3::int LIMIT 30
) AS page
LEFT JOIN LATERAL (
    SELECT title FROM cases WHERE project_id = $1 AND case_no = page.case_no LIMIT 1
) AS cases ON true
LEFT JOIN LATERAL (
    SELECT note FROM result_details WHERE project_id = $1 AND run = $2 AND seq = page.seq LIMIT 1
) AS details ON true
ORDER BY page.case_no, page.configuration
