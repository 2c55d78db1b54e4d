-- What both databases start with: a project of ten thousand cases. The server has made a user in its own.
insert into organizations (name) select 'Bench' where not exists (select from organizations);
insert into users (organization_id, username, email)
select id, 'bench', 'bench@localhost' from organizations where not exists (select from users);
insert into projects (organization_id, number, opaque, name, created_by)
select organization_id, 1, gen_random_uuid(), 'Bench', id from users;
insert into test_cases (project_id, number, opaque, title, created_by)
select p.id, n, gen_random_uuid(), 'Checkout: order ' || n || ' is confirmed by mail', p.created_by
from projects p, generate_series(1, 10000) as n;
insert into directory (organization_id, opaque, kind, project_id, number)
select organization_id, opaque, 1, id, number from projects
union all
select p.organization_id, c.opaque, 3, c.project_id, c.number
from test_cases c join projects p on p.id = c.project_id;
