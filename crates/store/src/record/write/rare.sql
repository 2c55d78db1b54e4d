-- Writes what most results do not have: steps, attempts that ended, and rows that only the start of an attempt had
-- made. Arrays as in `shown.sql`.
with step as (
    insert into step_results (
        recorded_at, project_id, run, case_no, configuration, result_seq, seq, position, step, status,
        custom_status, facts
    )
    select * from unnest(
        (select $1::timestamptz[]), (select $2::integer[]), (select $3::integer[]), (select $4::integer[]),
        (select $5::integer[]), (select $6::integer[]), (select $7::integer[]), (select $8::integer[]),
        (select $9::integer[]), (select $10::smallint[]), (select $11::integer[]), (select $12::jsonb[])
    )
), ended as (
    update attempts a set configuration = e.configuration, seq = e.seq
    from unnest(
        (select $13::integer[]), (select $14::integer[]), (select $15::uuid[]),
        (select $16::integer[]), (select $17::integer[])
    ) as e (project_id, run, id, configuration, seq)
    where a.project_id = e.project_id and a.run = e.run and a.id = e.id
)
delete from planned_cases p
using unnest(
    (select $18::integer[]), (select $19::integer[]), (select $20::integer[]), (select $21::integer[])
) as u (project_id, run, case_no, configuration)
where p.project_id = u.project_id and p.run = u.run and p.case_no = u.case_no
    and p.configuration = u.configuration and p.by_attempt
