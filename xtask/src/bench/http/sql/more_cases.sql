-- Cases of the project after number $1, up to number $2.
with made as (
    insert into test_cases (project_id, number, opaque, title, created_by)
    select p.id, n, gen_random_uuid(), 'Checkout: order ' || n || ' is confirmed by mail', p.created_by
    from projects p, generate_series($1::integer + 1, $2::integer) as n
    returning project_id, number, opaque
)
insert into directory (organization_id, opaque, kind, project_id, number)
select p.organization_id, m.opaque, 3, m.project_id, m.number
from made m join projects p on p.id = m.project_id
