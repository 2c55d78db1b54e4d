-- Every number was given by its organization's counter.
with given as (
    select organization_id, 1 as kind, number from projects
    union all
    select p.organization_id, 2, r.number from runs r join projects p on p.id = r.project_id
    union all
    select p.organization_id, 3, c.number from test_cases c join projects p on p.id = c.project_id
    union all
    select p.organization_id, 4, f.number from folders f join projects p on p.id = f.project_id
    union all
    select organization_id, 5, number from configurations
    union all
    select p.organization_id, 6, s.id from case_steps s join projects p on p.id = s.project_id
    union all
    select p.organization_id, 7, t.number from test_plans t join projects p on p.id = t.project_id
), highest as (
    select organization_id, kind, max(number) as number from given group by organization_id, kind
)
select format('kind %s: %s is given, the counter is at %s', h.kind, h.number, c.last) as example
from highest h
left join organization_counters c on c.organization_id = h.organization_id and c.kind = h.kind
where c.last is null or c.last < h.number
