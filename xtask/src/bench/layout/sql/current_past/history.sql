SELECT page.*, details.note
FROM (
    SELECT * FROM run_cases WHERE project_id = $1 AND case_no = $2 AND seq IS NOT NULL
    UNION ALL
    SELECT * FROM past_results WHERE project_id = $1 AND case_no = $2
    ORDER BY run DESC, seq DESC
    LIMIT 30
) AS page
LEFT JOIN LATERAL (
    SELECT note FROM result_details WHERE project_id = $1 AND run = page.run AND seq = page.seq LIMIT 1
) AS details ON true
ORDER BY page.run DESC, page.seq DESC
