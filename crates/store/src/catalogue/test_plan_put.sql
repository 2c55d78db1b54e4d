-- Creates a plan under an id its caller picked, or replaces the one that has it, if it is the project's.
with known as (
    select kind, project_id, number from directory where organization_id = $1 and opaque = $3
), numbered as (
    insert into organization_counters (organization_id, kind, last)
    select $1, 7, 1 where not exists (select 1 from known)
    on conflict (organization_id, kind) do update set last = organization_counters.last + 1
    returning last
), listed as (
    insert into directory (organization_id, opaque, kind, project_id, number)
    select $1, $3, 7, $2, last from numbered
), place as (
    select last as number from numbered
    union all
    select number from known where project_id = $2 and kind = 7
)
insert into test_plans (project_id, number, opaque, name, application, cases, configurations)
select $2, number, $3, $4, $5, $6, $7 from place
on conflict (project_id, number) do update set
    name = excluded.name,
    application = excluded.application,
    cases = excluded.cases,
    configurations = excluded.configurations,
    updated_at = now(),
    deleted_at = null
returning number
