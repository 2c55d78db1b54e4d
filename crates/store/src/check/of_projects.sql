-- Runs, cases, folders and plans belong to a project that is there.
select format('%s %s', k.kind, k.number) as example
from (
    select 'run' as kind, project_id, number from runs
    union all
    select 'case', project_id, number from test_cases
    union all
    select 'folder', project_id, number from folders
    union all
    select 'plan', project_id, number from test_plans
) k
left join projects p on p.id = k.project_id
where p.id is null
