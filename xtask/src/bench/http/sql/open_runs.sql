-- Runs from $1 on, $2 of them, each with these cases untested.
with made as (
    insert into runs (project_id, number, opaque, name, created_by, counts)
    select p.id, n, gen_random_uuid(), 'Nightly ' || n, p.created_by,
        array[cardinality($3::integer[]), 0, 0, 0, 0, 0, 0, 0, 0, 0]
    from projects p, generate_series($1::integer, $1::integer + $2::integer - 1) as n
    returning project_id, number, opaque
), listed as (
    insert into directory (organization_id, opaque, kind, project_id, number)
    select p.organization_id, m.opaque, 2, m.project_id, m.number
    from made m join projects p on p.id = m.project_id
)
insert into planned_cases (project_id, run, case_no)
select m.project_id, m.number, c.case_no from made m, unnest($3::integer[]) as c (case_no)
