-- Steps and other names belong to a case; its steps are numbered from 1 without a gap.
with stepped as (
    select project_id, case_no, min(position) as first, max(position) as last, count(*) as steps
    from case_steps group by project_id, case_no
)
select format('steps of case %s', s.case_no) as example
from stepped s
left join test_cases c on c.project_id = s.project_id and c.number = s.case_no
left join projects p on p.id = s.project_id
where c.number is null
    or (c.deleted_at is null and p.deleted_at is null and (s.first <> 1 or s.last <> s.steps))
union all
select format('a name of case %s', k.case_no)
from case_keys k
left join test_cases c on c.project_id = k.project_id and c.number = k.case_no
where c.number is null
