-- The version of the catalogue of project $1, and what is known of each wanted case: what its rows in the run show,
-- under every configuration, and which rows stand without a result. One row that says the version alone if nothing is.
select version.number, known.*
from (
    select coalesce((select v.version from catalogue_versions v where v.project_id = $1), 0) as number
) as version
left join (
    select wanted.run, wanted.case_no,
        shown.configuration as shown_configuration, shown.seq, shown.author, shown.status, shown.parts, shown.elapsed_ms,
        shown.recorded_at, shown.note, shown.framework, shown.started_at, shown.executed_at, shown.custom_status,
        shown.facts, standing.configuration, standing.by_attempt, standing.attempt
    from unnest(
        (select $2::integer[]), (select $3::integer[]), (select $4::integer[])
    ) as wanted (project_id, run, case_no)
    left join lateral (
        select r.configuration, r.seq, r.author, r.status, r.parts, r.elapsed_ms, r.recorded_at,
            d.note, d.framework, d.started_at, d.executed_at, d.custom_status, d.facts
        from run_cases r
        left join lateral (
            select * from result_details d
            where (select $5::boolean) and r.parts & 1 = 1
                and d.project_id = r.project_id and d.run = r.run and d.seq = r.seq
            offset 0
        ) d on true
        where r.project_id = wanted.project_id and r.run = wanted.run and r.case_no = wanted.case_no
        offset 0
    ) shown on true
    left join lateral (
        select p.configuration, p.by_attempt, null::uuid as attempt
        from planned_cases p
        where p.project_id = wanted.project_id and p.run = wanted.run and p.case_no = wanted.case_no
            and ((select $6::boolean) or shown.configuration is distinct from 0)
        union all
        select a.configuration, null, a.id
        from attempts a
        where a.project_id = wanted.project_id and a.run = wanted.run and a.case_no = wanted.case_no and a.seq is null
            and ((select $6::boolean) or shown.configuration is distinct from 0)
        offset 0
    ) standing on true
    where shown.configuration is not null or standing.configuration is not null
    offset 0
) known on true
