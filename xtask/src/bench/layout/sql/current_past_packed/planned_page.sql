-- Blocks come in key order, so an incremental sort stops at the page's last block.
SELECT page.*, current.*, cases.title, details.note
FROM (
    SELECT member.case_no, planned.configuration
    FROM planned_cases AS planned
    CROSS JOIN LATERAL unnest(planned.case_nos) AS member (case_no)
    WHERE planned.project_id = $1 AND planned.run = $2
    ORDER BY planned.block, member.case_no, planned.configuration
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
