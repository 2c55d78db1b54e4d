-- Creates a case, its steps and its directory entry; nothing if the folder is not there.
with place as (
    select $3::integer as folder
    where $3::integer is null
        or exists (select 1 from folders where project_id = $2 and number = $3 and deleted_at is null)
), numbered as (
    insert into organization_counters (organization_id, kind, last)
    select $1, 3, 1 from place
    on conflict (organization_id, kind) do update set last = organization_counters.last + 1
    returning last
), step_numbers as (
    insert into organization_counters (organization_id, kind, last)
    select $1, 6, cardinality($16::text[]) from place where cardinality($16::text[]) > 0
    on conflict (organization_id, kind)
        do update set last = organization_counters.last + cardinality($16::text[])
    returning last
), made as (
    insert into test_cases (
        project_id, number, opaque, folder, title, description, preconditions, priority, case_type,
        state, automation, template, owner, tags, issues, created_by
    )
    select $2, last, gen_random_uuid(), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
    from numbered
    returning number, opaque
), listed as (
    insert into directory (organization_id, opaque, kind, project_id, number)
    select $1, opaque, 3, $2, number from made
), steps as (
    insert into case_steps (project_id, case_no, id, position, action, expected)
    select $2, made.number, step_numbers.last - cardinality($16::text[]) + step.position::integer,
        step.position::integer, step.action, step.expected
    from made, step_numbers,
        unnest($16::text[], $17::text[]) with ordinality as step (action, expected, position)
)
select number from made
