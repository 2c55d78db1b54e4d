select c.number, c.opaque, p.number as project_number, p.opaque as project_opaque, c.folder, c.title,
    c.description, c.preconditions, c.priority, c.case_type, c.state, c.automation, c.template, c.owner,
    c.tags, c.facts, u.email as created_by, c.created_by as creator, coalesce(e.email, u.email) as updated_by, c.created_at,
    c.updated_at,
    array(select s.id from case_steps s
        where s.project_id = c.project_id and s.case_no = c.number order by s.position) as step_ids,
    array(select s.action from case_steps s
        where s.project_id = c.project_id and s.case_no = c.number order by s.position) as actions,
    array(select s.expected from case_steps s
        where s.project_id = c.project_id and s.case_no = c.number order by s.position) as expected
from unnest($1::integer[], $2::integer[]) with ordinality as w (project_id, number, place)
cross join lateral (
    select * from test_cases c
    where c.project_id = w.project_id and c.number = w.number and c.deleted_at is null limit 1
) c
cross join lateral (select * from projects p where p.id = c.project_id limit 1) p
cross join lateral (select u.email from users u where u.id = c.created_by limit 1) u
left join users e on e.id = c.updated_by
order by w.place
