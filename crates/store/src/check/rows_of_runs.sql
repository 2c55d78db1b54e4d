-- Whatever belongs to a run belongs to one that is there.
select format('%s of run %s', k.kind, k.run) as example
from (
    select 'row' as kind, project_id, run from run_cases
    union all
    select 'past result', project_id, run from past_results
    union all
    select 'details', project_id, run from result_details
    union all
    select 'step', project_id, run from step_results
    union all
    select 'planned row', project_id, run from planned_cases
    union all
    select 'attempt', project_id, run from attempts
    union all
    select 'hook', project_id, run from hooks
    union all
    select 'assignee', project_id, run from row_assignees
    union all
    select 'attachment', project_id, run from attachments
    union all
    select 'build', project_id, run from builds
    union all
    select 'sealed row', project_id, run from sealed_rows
) k
left join runs r on r.project_id = k.project_id and r.number = k.run
where r.number is null
