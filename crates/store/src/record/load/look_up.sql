left join lateral (
    select r.configuration, r.seq, r.author, r.status, r.parts, r.elapsed_ms, r.recorded_at,
        d.note, d.framework, d.started_at, d.executed_at, d.custom_status, d.facts
    from run_cases r
    left join lateral (
        select * from result_details d
        where (select $7::boolean) and r.parts & 1 = 1 and d.project_id = r.project_id and d.run = r.run and d.seq = r.seq
        offset 0
    ) d on true
    where r.project_id = wanted.project_id and r.run = wanted.run and r.case_no = found.number
    offset 0
) shown on true
left join lateral (
    select p.configuration, p.by_attempt, null::uuid as attempt
    from planned_cases p
    where p.project_id = wanted.project_id and p.run = wanted.run and p.case_no = found.number
        and ((select $8::boolean) or shown.configuration is distinct from 0)
    union all
    select a.configuration, null, a.id
    from attempts a
    where a.project_id = wanted.project_id and a.run = wanted.run and a.case_no = found.number and a.seq is null
        and ((select $8::boolean) or shown.configuration is distinct from 0)
    offset 0
) standing on true
