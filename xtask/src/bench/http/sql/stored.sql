-- Runs $1 to $2 in which each of the project's cases has $3 results. One in ten failed with a text.
with made as (
    insert into runs (project_id, number, opaque, name, created_by, state, next_seq, result_rows, counts)
    select p.id, n, gen_random_uuid(), 'Nightly ' || n, p.created_by, 1, $3::integer * 10000 + 1, $3 * 10000,
        array[0, 0, 9000, 1000, 0, 0, 0, 0, 0, 0]
    from projects p, generate_series($1::integer, $2::integer) as n
    returning project_id, number, opaque, created_by
), listed as (
    insert into directory (organization_id, opaque, kind, project_id, number)
    select p.organization_id, m.opaque, 2, m.project_id, m.number
    from made m join projects p on p.id = m.project_id
), result as materialized (
    select now() as recorded_at, m.project_id, m.number as run, place * 7919 % 10000 + 1 as case_no,
        0 as configuration, version * 10000 + place + 1 as seq, m.created_by as author,
        case when place % 10 = 0 then 3 else 2 end::smallint as status, (place % 10 = 0)::integer::smallint as parts,
        100 + (place + version) % 900 as elapsed_ms
    from made m, generate_series(0, $3 - 1) as version, generate_series(0, 9999) as place
), superseded as (
    insert into past_results (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select * from result where seq <= ($3 - 1) * 10000
), detailed as (
    insert into result_details (project_id, run, seq, note)
    select project_id, run, seq, repeat('expected 200 but got 500 ', 5) || case_no from result where parts = 1
)
insert into run_cases (
    recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
)
select * from result where seq > ($3 - 1) * 10000
