-- Writes what most results do not have: results that were superseded within the plans, the steps of all, attempts
-- that ended, and rows that only the start of an attempt had made. Arrays as in `shown.sql`.
with past as (
    insert into past_results (
        project_id, run, case_no, configuration, seq, author, status, parts, elapsed_ms, recorded_at
    )
    select * from unnest(
        (select $1::integer[]), (select $2::integer[]), (select $3::integer[]), (select $4::integer[]),
        (select $5::integer[]), (select $6::integer[]), (select $7::smallint[]), (select $8::smallint[]),
        (select $9::integer[]), (select $10::timestamptz[])
    )
), step as (
    insert into step_results (
        recorded_at, project_id, run, case_no, configuration, result_seq, seq, position, step, status,
        custom_status, facts
    )
    select * from unnest(
        (select $11::timestamptz[]), (select $12::integer[]), (select $13::integer[]), (select $14::integer[]),
        (select $15::integer[]), (select $16::integer[]), (select $17::integer[]), (select $18::integer[]),
        (select $19::integer[]), (select $20::smallint[]), (select $21::integer[]), (select $22::jsonb[])
    )
), ended as (
    update attempts a set configuration = e.configuration, seq = e.seq
    from unnest(
        (select $23::integer[]), (select $24::integer[]), (select $25::uuid[]),
        (select $26::integer[]), (select $27::integer[])
    ) as e (project_id, run, id, configuration, seq)
    where a.project_id = e.project_id and a.run = e.run and a.id = e.id
)
delete from planned_cases p
using unnest(
    (select $28::integer[]), (select $29::integer[]), (select $30::integer[]), (select $31::integer[])
) as u (project_id, run, case_no, configuration)
where p.project_id = u.project_id and p.run = u.run and p.case_no = u.case_no
    and p.configuration = u.configuration and p.by_attempt
