-- A folder, or a case, lies in a folder that is there; no folder lies in itself.
with recursive reached as (
    select project_id, number from folders where parent is null
    union all
    select f.project_id, f.number from reached r
    join folders f on f.project_id = r.project_id and f.parent = r.number
)
select format('folder %s', f.number) as example
from folders f
join projects o on o.id = f.project_id and o.deleted_at is null
left join folders p on p.project_id = f.project_id and p.number = f.parent and p.deleted_at is null
where f.deleted_at is null and f.parent is not null
    and (
        p.number is null
        or not exists (select 1 from reached r where r.project_id = f.project_id and r.number = f.number)
    )
union all
select format('case %s', c.number)
from test_cases c
join projects o on o.id = c.project_id and o.deleted_at is null
left join folders f on f.project_id = c.project_id and f.number = c.folder and f.deleted_at is null
where c.deleted_at is null and c.folder is not null and f.number is null
