-- Writes what a list of plans changes. A result's place in the arrays $13 to $22 is
-- what details and steps refer to; the first $12 of them are the ones rows show, the others
-- were superseded within the plans. Each array is behind a `select`, so that the statement is planned once and not
-- on every call: see the crate's README. The runs are locked, so what is read here is what was planned on.
with run_change as (
    update runs r set
        next_seq = c.next_seq,
        result_rows = c.result_rows,
        state = c.state,
        counts = c.counts::integer[],
        updated_at = $1
    from unnest(
        (select $2::integer[]), (select $3::integer[]), (select $4::integer[]),
        (select $5::integer[]), (select $6::smallint[]), (select $7::text[])
    ) as c (project_id, number, next_seq, result_rows, state, counts)
    where r.project_id = c.project_id and r.number = c.number
), superseded as (
    insert into past_results (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select r.recorded_at, r.project_id, r.run, r.case_no, r.configuration, r.seq, r.author, r.status,
        r.parts, r.elapsed_ms
    from unnest(
        (select $8::integer[]), (select $9::integer[]), (select $10::integer[]),
        (select $11::integer[])
    ) as m (project_id, run, case_no, configuration)
    -- offset 0: by primary key, whatever the statistics say of the table (record/load/rows.rs)
    cross join lateral (
        select * from run_cases r
        where r.project_id = m.project_id and r.run = m.run and r.case_no = m.case_no
            and r.configuration = m.configuration
        offset 0
    ) r
), result as (
    select * from unnest(
        (select $13::integer[]), (select $14::integer[]), (select $15::integer[]), (select $16::integer[]),
        (select $17::integer[]), (select $18::integer[]), (select $19::smallint[]), (select $20::smallint[]),
        (select $21::integer[]), (select $22::timestamptz[])
    ) with ordinality as result (
        project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms, recorded_at, place
    )
), shown as (
    insert into run_cases (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    from result where place <= $12
    on conflict (project_id, run, case_no, configuration) do update set
        recorded_at = excluded.recorded_at,
        seq = excluded.seq,
        author = excluded.author,
        status = excluded.status,
        parts = excluded.parts,
        elapsed_ms = excluded.elapsed_ms
), past as (
    insert into past_results (
        recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    )
    select recorded_at, project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms
    from result where place > $12
), detail as (
    insert into result_details (
        project_id, run, seq, note, framework, started_at, executed_at, custom_status, facts
    )
    select r.project_id, r.run, r.seq, d.note, d.framework, d.started_at, d.executed_at,
        d.custom_status, d.facts
    from unnest(
        (select $23::integer[]), (select $24::text[]), (select $25::text[]),
        (select $26::timestamptz[]), (select $27::timestamptz[]), (select $28::integer[]), (select $29::jsonb[])
    ) as d (place, note, framework, started_at, executed_at, custom_status, facts)
    join result r on r.place = d.place
), step as (
    insert into step_results (
        recorded_at, project_id, run, case_no, configuration, seq, result_seq, position, step, status,
        custom_status, facts
    )
    select r.recorded_at, r.project_id, r.run, r.case_no, r.configuration, s.seq, r.seq, s.position,
        s.step, s.status, s.custom_status, s.facts
    from unnest(
        (select $30::integer[]), (select $31::integer[]), (select $32::integer[]),
        (select $33::integer[]), (select $34::smallint[]), (select $35::integer[]),
        (select $36::jsonb[])
    ) as s (place, seq, position, step, status, custom_status, facts)
    join result r on r.place = s.place
), ended as (
    update attempts a set configuration = e.configuration, seq = e.seq
    from unnest(
        (select $37::integer[]), (select $38::integer[]), (select $39::uuid[]),
        (select $40::integer[]), (select $41::integer[])
    ) as e (project_id, run, id, configuration, seq)
    where a.project_id = e.project_id and a.run = e.run and a.id = e.id
)
delete from planned_cases p
using unnest(
    (select $42::integer[]), (select $43::integer[]), (select $44::integer[]),
    (select $45::integer[])
) as u (project_id, run, case_no, configuration)
where p.project_id = u.project_id and p.run = u.run and p.case_no = u.case_no
    and p.configuration = u.configuration and p.by_attempt
