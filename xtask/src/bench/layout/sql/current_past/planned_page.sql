-- In a pre-populated run planned_cases is the whole membership: its range gives the page, outcomes join.
SELECT page.*, current.*, cases.title, details.note
FROM (
    SELECT case_no, configuration
    FROM planned_cases
    WHERE project_id = $1 AND run = $2
    ORDER BY case_no, configuration
    OFFSET $3::int LIMIT 30
) AS page
LEFT JOIN LATERAL (
    SELECT *
    FROM run_cases
    WHERE project_id = $1 AND run = $2 AND case_no = page.case_no AND configuration = page.configuration
    LIMIT 1
) AS current ON true
LEFT JOIN LATERAL (
    SELECT title FROM cases WHERE project_id = $1 AND case_no = page.case_no LIMIT 1
) AS cases ON true
LEFT JOIN LATERAL (
    SELECT note FROM result_details WHERE project_id = $1 AND run = $2 AND seq = current.seq LIMIT 1
) AS details ON true
ORDER BY page.case_no, page.configuration
