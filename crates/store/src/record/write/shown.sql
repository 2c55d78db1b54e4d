-- Writes what rows show from now on, what they showed before, and what the runs count. The first $8 of the results
-- are of rows that showed none: nothing can stand in their way, and to look for it costs a quarter of their insert.
-- Each array is behind a `select`, so that the statement is planned once and not on every call: see the crate's
-- README. The runs are locked, so what was read of the rows is still there, and so is where the runs lie: they are found
-- one by one by their whole key, as joined freely all runs would be read while they are few, and later too.
with run_change as (
    update runs r set
        next_seq = c.next_seq,
        result_rows = c.result_rows,
        state = c.state,
        counts = c.counts::integer[],
        updated_at = $1
    from (
        select c.*, place.ctid as place
        from unnest(
            (select $2::integer[]), (select $3::integer[]), (select $4::integer[]),
            (select $5::integer[]), (select $6::smallint[]), (select $7::text[])
        ) as c (project_id, number, next_seq, result_rows, state, counts)
        cross join lateral (
            select ctid from runs where project_id = c.project_id and number = c.number offset 0
        ) place
    ) c
    where r.ctid = c.place
), result as (
    select * from unnest(
        (select $9::integer[]), (select $10::integer[]), (select $11::integer[]), (select $12::integer[]),
        (select $13::integer[]), (select $14::integer[]), (select $15::smallint[]), (select $16::smallint[]),
        (select $17::integer[]), (select $18::timestamptz[])
    ) with ordinality as result (
        project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms, recorded_at, place
    )
), first as (
    insert into run_cases (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    from result where place <= $8
), newer as (
    insert into run_cases (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    from result where place > $8
    on conflict (project_id, run, case_no, configuration) do update set
        recorded_at = excluded.recorded_at,
        seq = excluded.seq,
        author = excluded.author,
        status = excluded.status,
        parts = excluded.parts,
        elapsed_ms = excluded.elapsed_ms
), superseded as (
    insert into past_results (
        project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms, recorded_at
    )
    select * from unnest(
        (select $19::integer[]), (select $20::integer[]), (select $21::integer[]), (select $22::integer[]),
        (select $23::integer[]), (select $24::integer[]), (select $25::smallint[]), (select $26::smallint[]),
        (select $27::integer[]), (select $28::timestamptz[])
    )
)
insert into result_details (
    project_id, run, seq, note, framework, started_at, executed_at, custom_status, facts
)
select * from unnest(
    (select $29::integer[]), (select $30::integer[]), (select $31::integer[]), (select $32::text[]),
    (select $33::text[]), (select $34::timestamptz[]), (select $35::timestamptz[]), (select $36::integer[]),
    (select $37::jsonb[])
)
