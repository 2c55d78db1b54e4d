-- A sealed run with what it shows, at one moment: its seal, what was refused and superseded, the results that rows
-- show, and the rows that are named and missing.
select r.seal_expected as expected, r.seal_missing as missing, r.seal_deadline as deadline,
    r.seal_filled_at as filled_at, r.seal_names_rows as names_rows, r.refused,
    (select count(*) from past_results p where p.project_id = r.project_id and p.run = r.number)::integer as superseded,
    s.cases, s.configurations, s.statuses, s.seqs, m.cases as missing_cases, m.configurations as missing_configurations
from runs r
cross join lateral (
    select coalesce(array_agg(c.case_no), '{}') as cases, coalesce(array_agg(c.configuration), '{}') as configurations,
        coalesce(array_agg(c.status), '{}') as statuses, coalesce(array_agg(c.seq), '{}') as seqs
    from run_cases c
    where c.project_id = r.project_id and c.run = r.number
) s
cross join lateral (
    select coalesce(array_agg(n.case_no order by n.case_no, n.configuration), '{}') as cases,
        coalesce(array_agg(n.configuration order by n.case_no, n.configuration), '{}') as configurations
    from sealed_rows n
    where n.project_id = r.project_id and n.run = r.number and not n.is_there
) m
where r.project_id = $1 and r.number = $2 and r.deleted_at is null and r.seal_expected is not null
