-- The page's keys come from the index alone; only their rows are fetched.
SELECT current.*, cases.title, details.note
FROM (
    SELECT case_no, configuration
    FROM run_cases
    WHERE project_id = $1 AND run = $2
    ORDER BY case_no, configuration
    OFFSET $3::int LIMIT 30
) AS page
CROSS JOIN LATERAL (
    SELECT *
    FROM run_cases
    WHERE project_id = $1 AND run = $2 AND case_no = page.case_no AND configuration = page.configuration
    LIMIT 1
) AS current
LEFT JOIN LATERAL (
    SELECT title FROM cases WHERE project_id = $1 AND case_no = page.case_no LIMIT 1
) AS cases ON true
LEFT JOIN LATERAL (
    SELECT note FROM result_details WHERE project_id = $1 AND run = $2 AND seq = current.seq LIMIT 1
) AS details ON true
ORDER BY page.case_no, page.configuration
