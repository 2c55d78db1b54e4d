-- Runs $1 to $2 in which each of the project's first $4 cases has $3 results; $4 has no factor 7919. One in ten failed
-- with a text.
with made as (
    insert into runs (project_id, number, opaque, name, created_by, state, next_seq, result_rows, counts)
    select p.id, n, gen_random_uuid(), 'Nightly ' || n, p.created_by, 1, $3::integer * $4::integer + 1, $3 * $4,
        array[0, 0, $4 - $4 / 10, $4 / 10, 0, 0, 0, 0, 0, 0]
    from projects p, generate_series($1::integer, $2::integer) as n
    returning project_id, number, opaque, created_by
), listed as (
    insert into directory (organization_id, opaque, kind, project_id, number)
    select p.organization_id, m.opaque, 2, m.project_id, m.number
    from made m join projects p on p.id = m.project_id
), result as materialized (
    select now() as recorded_at, m.project_id, m.number as run, (place::bigint * 7919 % $4 + 1)::integer as case_no,
        0 as configuration, version * $4 + place + 1 as seq, m.created_by as author,
        case when place % 10 = 0 then 3 else 2 end::smallint as status, (place % 10 = 0)::integer::smallint as parts,
        100 + (place + version) % 900 as elapsed_ms
    from made m, generate_series(0, $3 - 1) as version, generate_series(0, $4 - 1) as place
    -- As uploads leave them: the rows of a run lie together.
    order by m.number, version, place
), superseded as (
    insert into past_results (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select * from result where seq <= ($3 - 1) * $4
), detailed as (
    insert into result_details (project_id, run, seq, note)
    select project_id, run, seq, repeat('expected 200 but got 500 ', 5) || case_no from result where parts = 1
)
insert into run_cases (
    recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
)
select * from result where seq > ($3 - 1) * $4
