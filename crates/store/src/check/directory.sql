-- Everything that has an id of its own is in the directory under it, and nothing else is.
with things as (
    select p.organization_id, p.opaque, 1 as kind, p.id as project_id, p.number from projects p
    union all
    select p.organization_id, r.opaque, 2, r.project_id, r.number
    from runs r join projects p on p.id = r.project_id
    union all
    select p.organization_id, c.opaque, 3, c.project_id, c.number
    from test_cases c join projects p on p.id = c.project_id
    union all
    select p.organization_id, t.opaque, 7, t.project_id, t.number
    from test_plans t join projects p on p.id = t.project_id
)
select format('kind %s, number %s', coalesce(t.kind, d.kind), coalesce(t.number, d.number)) as example
from things t
full join directory d
    on d.organization_id = t.organization_id and d.opaque = t.opaque and d.kind = t.kind
    and d.project_id = t.project_id and d.number = t.number
where t.number is null or d.number is null
