-- Rows, results and attempts name a case of their project, a configuration of its organization and a user of it.
-- A deleted case keeps a row for them.
with named as (
    select project_id, run, case_no, configuration, author from run_cases
    union all
    select project_id, run, case_no, configuration, author from past_results
    union all
    select project_id, run, case_no, configuration, author from attempts
    union all
    select project_id, run, case_no, configuration, null from planned_cases
    union all
    select project_id, run, case_no, configuration, null from sealed_rows
)
select format('run %s: case %s, configuration %s, user %s', n.run, n.case_no, n.configuration, n.author) as example
from named n
join projects p on p.id = n.project_id and p.deleted_at is null
left join test_cases c on c.project_id = n.project_id and c.number = n.case_no
left join configurations f on f.organization_id = p.organization_id and f.number = n.configuration
left join users u on u.id = n.author and u.organization_id = p.organization_id
where c.number is null
    or (n.configuration <> 0 and f.number is null)
    or (n.author is not null and u.id is null)
